/** A refusal to sign somebody in. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;
  /** As the standard calls it: `invalid_client`. */
  readonly error: string;
  /** Entra's own: 7000215 for `AADSTS7000215`. */
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    error: string,
    code: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.error = error;
    this.code = code;
    this.headers = headers;
  }
}
