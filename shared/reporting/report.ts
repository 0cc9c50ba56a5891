import type { E164 } from '../kernel/e164.ts';
import type { PlatformResult } from '../kernel/platform-outcome.ts';

/** The state of reporting the actual user of a number. `unknown`: the platform knows nothing of it, or says what we do not know. */
export const REPORT_STATES = ['reported', 'failed', 'in-progress', 'unknown'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** The reporting of a number, as far as we know it. Times are ISO 8601 UTC. Name, identity card and photo are never part of it. */
export type ReportRecord = Readonly<{
  number: E164;
  state: ReportState;
  /** The vendor's own words about a failure. */
  failReason?: string | undefined;
  /** Failures in a row. */
  failures: number;
  /** When the last failure was first seen. */
  failedAt?: string | undefined;
  /** When the platform took the last submission. */
  submittedAt?: string | undefined;
  /** When the platform said the state; empty: never. */
  checkedAt: string;
  /** A submission is on its way until then at most: nobody else submits. */
  leaseUntil?: string | undefined;
  /** One more with each write; 0: not stored under this key yet. */
  version: number;
}>;

/** The platform's word about one number. */
export type SaidState = Readonly<{ state: ReportState; failReason?: string | undefined }>;

/** One page of numbers that the platform has; `total`: on all pages together. */
export type SaidPage = Readonly<{ total: number; said: ReadonlyMap<E164, SaidState> }>;

/** A photo as it is uploaded. `name` is unique for ever and says nothing. */
export type Photo = Readonly<{ name: string; type: 'image/jpeg' | 'image/png'; bytes: Uint8Array }>;

/** One number with its actual user. Passes through this project and is kept nowhere. */
export type ReportedPerson = Readonly<{
  number: E164;
  line: 'mobile' | 'fixed';
  /** Of a fixed line: that of the person acting. */
  name: string;
  identityCard: string;
  photoName?: string | undefined;
  /** Fixed lines: the mobile of the person acting. */
  operatorNumber?: E164 | undefined;
}>;

/** The queries of the platform's API for reports. Every behaviour of it or of the network is a value. */
export interface ReportQueries {
  /** The page of all numbers, from 1 on, {@link PAGE_SIZE} on each. */
  page(page: number): Promise<PlatformResult<SaidPage>>;
  /** Of these numbers, {@link PAGE_SIZE} at most, those that the platform knows. */
  ask(numbers: readonly E164[]): Promise<PlatformResult<SaidPage>>;
}

/** The changes that the same API makes; failures are values here, too. */
export interface ReportChanges {
  /** Uploads at most ten photos. The value: the names of those that it did not take. */
  upload(photos: readonly Photo[]): Promise<PlatformResult<readonly string[]>>;
  /** Submits at most ten. Not to be repeated: a second one counts as "submitted again while in progress". */
  add(people: readonly ReportedPerson[]): Promise<PlatformResult<'taken'>>;
  /** Takes at most ten numbers off the list of reports. */
  remove(numbers: readonly E164[]): Promise<PlatformResult<'removed'>>;
}

/** The most numbers of one query, and the size of a page. */
export const PAGE_SIZE = 100;

/** Keeps the records. @throws {AppError} `store-unavailable` from every method. */
export interface ReportRegistry {
  /** The records of some numbers; a number without one is left out. */
  read(numbers: readonly E164[]): Promise<ReadonlyMap<E164, ReportRecord>>;
  /** Writes a record over the one that was read; the written one, or `undefined` where another writer was faster. */
  write(record: ReportRecord): Promise<ReportRecord | undefined>;
  /** Removes a record, unless another writer was faster. */
  remove(record: ReportRecord): Promise<boolean>;
}
