import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { CheckAddress } from '../../../functions/manage-platform/schema.ts';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';

/** The arguments of `npm run ops -- doctor`. */
export type DoctorArguments = Readonly<{
  echoUrl: string | undefined;
  /** `undefined`: the stack says. */
  apiUrl: string | undefined;
  json: boolean;
}> &
  AskedStage;

export const DOCTOR_USAGE = `npm run ops -- doctor [--echo-url <address>] [--api-url <address>]

  --echo-url         an https address that answers JSON with the address of whoever asks, such as
                     https://api.ipify.org?format=json: shows what the platform's whitelist must have
  --api-url          the API as the platform reaches it (HttpApiUrl of the stack; with --stage local
                     http://127.0.0.1:3000, or the port in PORT)
${COMMON_USAGE}

Sends one signed query to the platform for each app, and one empty signed push to our own webhook; nothing is changed.
Ends with 0 when nothing is wrong, 1 when something is, 2 when it could not run.`;

/** The local stack's API stands here unless PORT says another port, as for `npm start`. */
const LOCAL_PORT = '3000';

/** @throws {Error} in words for the person who typed. */
export const readDoctorArguments = (written: readonly string[]): DoctorArguments => {
  const { values } = parseArgs({
    args: [...written],
    options: { 'echo-url': { type: 'string' }, 'api-url': { type: 'string' }, ...COMMON_OPTIONS },
  });
  for (const option of ['echo-url', 'api-url'] as const)
    if (values[option] !== undefined && !v.is(CheckAddress, values[option]))
      throw new Error(`--${option} must be an https address, or http on a loopback host`);
  const asked = askedStageOf(values, 'looks');
  const local = asked.stage === 'local' ? `http://127.0.0.1:${process.env['PORT'] ?? LOCAL_PORT}` : undefined;
  return {
    echoUrl: values['echo-url'],
    apiUrl: values['api-url'] ?? local,
    json: values.json,
    ...asked,
  };
};
