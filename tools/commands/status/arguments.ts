import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';

/** The arguments of `npm run ops -- status`. */
export type StatusArguments = Readonly<{ json: boolean }> & AskedStage;

export const STATUS_USAGE = `npm run ops -- status [--json]

${COMMON_USAGE}

Changes nothing. Ends with 0 when all is well, 1 when something needs a person, 2 when it could not run.`;

/** @throws {Error} in words for the person who typed. */
export const readStatusArguments = (written: readonly string[]): StatusArguments => {
  const { values } = parseArgs({ args: [...written], options: COMMON_OPTIONS });
  return { json: values.json, ...askedStageOf(values, 'looks') };
};
