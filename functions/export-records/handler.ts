import type { Context } from 'aws-lambda';
import {
  type ExportRecordsDeps,
  type ExportReport,
  exportAgain,
  exportDue,
  exportStatus,
} from '../../shared/exports/export-records.ts';
import { readExportOrder } from './schema.ts';

/** No part is begun with less left; one takes some ten seconds. */
const RESERVE_MS = 60_000;

/** Exports what is due, or what an operator orders. */
export const createHandler =
  (deps: ExportRecordsDeps) =>
  async (event: unknown, context: Context): Promise<ExportReport> => {
    const order = readExportOrder(event);
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    if (order.action === 'due') return exportDue(deps, hasTime);
    if (order.action === 'status') return exportStatus(deps);
    return exportAgain(deps, order, hasTime);
  };
