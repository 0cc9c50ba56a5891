import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import { readStatusReport, type StatusDeps, type StatusReport } from '../../shared/status/read-status.ts';

/**
 * By hand, through `npm run ops -- status`: reads how everything stands and changes nothing.
 *
 * @throws {AppError} `invalid-request` for an event with fields.
 */
export const createHandler =
  (deps: StatusDeps) =>
  async (event: unknown): Promise<StatusReport> => {
    parseEvent(strictObject({}), event, 'order');
    return readStatusReport(deps);
  };
