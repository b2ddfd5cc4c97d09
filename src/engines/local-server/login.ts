/** "user:password" as basic authorisation, anything else as a bearer token: what servers and the proxies before them ask for. */
export const authorizationOf = (secret: string): Readonly<Record<string, string>> => ({
  authorization: secret.includes(":") ? `Basic ${Buffer.from(secret).toString("base64")}` : `Bearer ${secret}`,
});
