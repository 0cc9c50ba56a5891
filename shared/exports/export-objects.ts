import type { ExportKind } from './export-row.ts';

/** The begin of every key. */
export const EXPORTS_PREFIX = 'exports/';

/** A part of the export of a day. `day`: the partition, which its rows are about; `exported`: the day that was exported. */
export type ExportPart = Readonly<{
  kind: ExportKind;
  app: string;
  day: string;
  exported: string;
  part: number;
}>;

const PART_DIGITS = 6;

/**
 * The key of a part, the same each time. `late`: its rows are about a day before the one that was exported, so that its partition had been
 * read before. Nothing in a key is of a person.
 */
export const exportKey = ({ kind, app, day, exported, part }: ExportPart): string =>
  `${EXPORTS_PREFIX}${kind}/app=${app}/day=${day}/${day < exported ? 'late' : 'part'}-${exported}-${String(part).padStart(PART_DIGITS, '0')}.jsonl.gz`;

const KEY = /\/app=([^/]+)\/day=[^/]+\/(?:part|late)-(\d{4}-\d\d-\d\d)-(\d+)\.jsonl\.gz$/;

/** The app and the exported day in a key, and the number of its part; `undefined` for another object. */
export const readExportKey = (
  key: string,
): Readonly<{ app: string; exported: string; part: number }> | undefined => {
  const [, app, exported, part] = KEY.exec(key) ?? [];
  return app === undefined || exported === undefined ? undefined : { app, exported, part: Number(part) };
};

/** Objects below {@link EXPORTS_PREFIX}. @throws {AppError} `store-unavailable` from each; repeating is safe. */
export interface ExportObjects {
  /** Writes an object, or writes over it. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** An object with its version; `undefined`: it is gone. */
  get(key: string): Promise<Readonly<{ bytes: Uint8Array; version: string }> | undefined>;
  /** Writes over an object that is still as it was read; `false`: it is not. */
  replace(key: string, bytes: Uint8Array, version: string): Promise<boolean>;
  remove(key: string): Promise<void>;
  /** The keys behind `after` in their order, at most a thousand; none at the end. */
  list(after: string | undefined): Promise<readonly string[]>;
}
