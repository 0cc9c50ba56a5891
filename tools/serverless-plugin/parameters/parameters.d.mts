export type Parameter = Readonly<{
  default: string;
  /** `wanted` follows "must be"; `takes` says whether a written value is so. */
  form: Readonly<{ wanted: string; takes: (written: string) => boolean }>;
  /** One sentence of Markdown; links are as docs/deploy.md has them. */
  meaning: string;
}>;

/** All parameters of a deployment by name. */
export declare const PARAMETERS: Readonly<Record<string, Parameter>>;
