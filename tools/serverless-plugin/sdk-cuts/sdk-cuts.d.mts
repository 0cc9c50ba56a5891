import type { Plugin } from 'esbuild';

/** The names of all cuts in the AWS SDK, as in docs/adr/0013. */
export declare const CUTS: readonly string[];

/** @throws {Error} when `CUTS` does not have one of the names. */
export declare const cutFromSdk: (cuts: readonly string[]) => Plugin[];
