import * as v from 'valibot';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';

/** An address that a check may ask. Plain http is for servers of one's own machine. */
export const CheckAddress = v.pipe(
  v.string(),
  v.check(
    (text) =>
      /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])\S+$/.test(text) && URL.canParse(text),
    'must be an https address, or http on a loopback host',
  ),
);

const PlatformOrder = v.variant('action', [
  v.strictObject({ action: v.literal('gate') }),
  v.strictObject({
    action: v.literal('open-gate'),
    /** The name of one app, or `*` for the lock that all share; absent: every gate that is shut. */
    app: v.optional(v.string()),
    dryRun: v.optional(v.boolean(), false),
    operator: OperatorName,
  }),
  v.strictObject({
    action: v.literal('check'),
    /** A service that answers with the address of whoever asks. */
    echoUrl: v.optional(CheckAddress),
    /** Our own API as the platform sees it; absent: no push is sent there. */
    apiUrl: v.optional(CheckAddress),
  }),
]);
/** An order of `npm run ops -- gate` or `doctor`. */
export type PlatformOrder = v.InferOutput<typeof PlatformOrder>;

/** @throws {AppError} `invalid-request`, naming every fault. */
export const readPlatformOrder = (event: unknown): PlatformOrder => parseEvent(PlatformOrder, event, 'order');
