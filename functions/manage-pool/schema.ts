import * as v from 'valibot';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { AreaCode } from '../../shared/kernel/platform-texts.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import { NumberPlace } from '../../shared/numbers/list-numbers.ts';
import { NUMBER_STATES } from '../../shared/numbers/private-number.ts';

const AppName = v.optional(v.string());
const DryRun = v.optional(v.boolean(), false);

const PoolOrder = v.variant('action', [
  v.strictObject({ action: v.literal('report'), app: AppName }),
  v.strictObject({
    action: v.literal('list'),
    app: AppName,
    areaCode: v.optional(AreaCode),
    state: v.optional(v.picklist(NUMBER_STATES)),
    /** The last number of the page before. */
    after: v.optional(NumberPlace),
  }),
  v.strictObject({
    action: v.literal('import'),
    app: v.string(),
    /** The bytes of a table as a spreadsheet writes it, in base64. */
    table: v.pipe(v.string(), v.base64('must be base64')),
    dryRun: DryRun,
    force: v.optional(v.boolean(), false),
    operator: OperatorName,
  }),
  v.strictObject({
    action: v.literal('change'),
    app: AppName,
    x: v.string(),
    state: v.optional(v.picklist(['available', 'draining'])),
    reserved: v.optional(v.boolean()),
    dryRun: DryRun,
    operator: OperatorName,
  }),
]);
/** An order of `npm run ops -- numbers`. */
export type PoolOrder = v.InferOutput<typeof PoolOrder>;

/** @throws {AppError} `invalid-request`, naming every fault. */
export const readPoolOrder = (event: unknown): PoolOrder => parseEvent(PoolOrder, event, 'order');
