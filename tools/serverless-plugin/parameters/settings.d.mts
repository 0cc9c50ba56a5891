/** All parameters with their values or defaults, as `custom.settings` of serverless.yml has them. */
export declare const settingsFrom: (
  given: (name: string) => Promise<unknown>,
) => Promise<Readonly<Record<string, unknown>>>;
