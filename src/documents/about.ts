/** What a document says of itself. Empty fields are left out. */
export interface DocumentAbout {
  readonly title: string;
  readonly creator: string;
  /** "Samebut 0.1.0". */
  readonly tool: string;
  /** IPTC's address for how it came about; empty where nothing is claimed. */
  readonly digitalSourceType: string;
  /** Our own record, as JSON; empty for private documents. */
  readonly record: string;
}
