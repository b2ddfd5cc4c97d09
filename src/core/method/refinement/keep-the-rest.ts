import { z } from "zod";
import { colourKept, elementDropped, scaleNoticed, shiftNoticed, ssimKept } from "../priors.ts";
import { listed, odds, quoted } from "../../sentences.ts";

/** What was measured of a picture before and after an edit, outside the region that the edit was for. */
export interface EditMeasurements {
  /** Shift in pixels and scale (1 = same) by registration; null when the pictures could not be registered. */
  readonly registration: { readonly dx: number; readonly dy: number; readonly scale: number } | null;
  /** Structural similarity outside the region, 0…1; null when not measured. */
  readonly ssim: number | null;
  /** Mean ΔE2000 outside the region; null when not measured. */
  readonly deltaE: number | null;
  /** P(right) of every element before and after; the edited element is not among them. */
  readonly elements: readonly {
    readonly statement: string;
    readonly before: number;
    readonly after: number;
    readonly read: boolean;
  }[];
}

/** Limits from the engine's placebo (95th percentile, for SSIM the 5th); the usual ones where it was never run. */
export interface KeepLimits {
  readonly shift?: number | undefined;
  readonly ssim?: number | undefined;
  readonly deltaE?: number | undefined;
}

export const KeepVerdict = z.enum(["kept", "drifted", "could not be told"]);
export type KeepVerdict = z.infer<typeof KeepVerdict>;

export const KeepTheRest = z.object({ verdict: KeepVerdict, findings: z.array(z.string()), sentence: z.string() });
export type KeepTheRest = z.infer<typeof KeepTheRest>;

/** Whether an edit kept everything that it was not for; method, section 5. */
export function keepTheRest(measured: EditMeasurements, limits: KeepLimits = {}): KeepTheRest {
  const findings = [
    ...moved(measured, limits),
    ...restructured(measured, limits),
    ...recoloured(measured, limits),
    ...lost(measured),
  ];
  const blind = blindSpots(measured);
  const verdict = verdictOf(findings, blind);
  return {
    verdict,
    findings: [...findings, ...(verdict === "kept" ? [] : blind)],
    sentence: sentenceOf(verdict, findings, blind, measured),
  };
}

const verdictOf = (findings: readonly string[], blind: readonly string[]): KeepVerdict => {
  if (findings.length > 0) return "drifted";
  return blind.length > 0 ? "could not be told" : "kept";
};

function moved({ registration }: EditMeasurements, limits: KeepLimits): readonly string[] {
  if (registration === null) return [];
  const shift = Math.hypot(registration.dx, registration.dy);
  const limit = limits.shift ?? shiftNoticed;
  const scaled = Math.abs(registration.scale - 1);
  return [
    ...(shift > limit ? [`The picture moved by ${shift.toFixed(1)} px (limit ${limit.toFixed(1)}).`] : []),
    ...(scaled > scaleNoticed
      ? [`The picture was ${registration.scale > 1 ? "enlarged" : "shrunk"} by ${(scaled * 100).toFixed(1)} %.`]
      : []),
  ];
}

function restructured({ ssim }: EditMeasurements, limits: KeepLimits): readonly string[] {
  const limit = limits.ssim ?? ssimKept;
  return ssim !== null && ssim < limit
    ? [`Structure outside the region changed: SSIM ${odds(ssim)}, at least ${odds(limit)} is kept.`]
    : [];
}

function recoloured({ deltaE }: EditMeasurements, limits: KeepLimits): readonly string[] {
  const limit = limits.deltaE ?? colourKept;
  return deltaE !== null && deltaE > limit
    ? [`Colour outside the region shifted: ΔE2000 ${deltaE.toFixed(1)} (limit ${limit.toFixed(1)}).`]
    : [];
}

const lost = ({ elements }: EditMeasurements): readonly string[] =>
  elements
    .filter(({ read, before, after }) => read && before >= elementDropped && after < elementDropped)
    .map(
      ({ statement, before, after }) =>
        `${quoted(statement)} was there (${odds(before)}) and no longer is (${odds(after)}).`,
    );

/** What has to be known before "kept" may be said. */
function blindSpots({ registration, ssim, deltaE, elements }: EditMeasurements): readonly string[] {
  const unread = elements.filter(({ read }) => !read).map(({ statement }) => quoted(statement));
  return [
    ...(registration === null ? ["The two pictures could not be laid over each other."] : []),
    ...(ssim === null || deltaE === null ? ["The area outside the region was not compared."] : []),
    ...(unread.length > 0 ? [`Nobody could read ${listed(unread)} after the edit.`] : []),
  ];
}

function sentenceOf(
  verdict: KeepVerdict,
  findings: readonly string[],
  blind: readonly string[],
  measured: EditMeasurements,
): string {
  const count = measured.elements.length;
  if (verdict === "kept")
    return count > 0
      ? `Everything else stayed the same, the other ${count === 1 ? "element" : `${count} elements`} included.`
      : "Everything else stayed the same.";
  return verdict === "drifted"
    ? `Not everything stayed the same. ${findings.join(" ")}`
    : `Whether the rest stayed the same could not be told. ${blind.join(" ")}`;
}
