import { beforeAll, expect, it } from 'vitest';
import { parsePartyNumber } from '../../../shared/kernel/e164.ts';
import { moveReport } from '../../../shared/keys/move-report.ts';
import { createDynamoReportRegistry } from '../../../shared/reporting/dynamo-report-registry.ts';
import type { ReportRecord } from '../../../shared/reporting/report.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { tableNames } from '../../../tools/local-stack/create-from-template.ts';
import { loadTemplate, type Template } from '../../../tools/local-stack/template.ts';
import { createMemoryDocuments } from '../../fakes/memory-documents.ts';

const sealer = createSealer([{ id: 'test-1', bytes: new Uint8Array(32).fill(1) }]);
const former = createLookupKeys(new Uint8Array(32).fill(2));
const lookup = createLookupKeys(new Uint8Array(32).fill(3));
const parsed = parsePartyNumber('+8613800000001');

let template: Template;
beforeAll(async () => {
  template = await loadTemplate();
});

it('a report that takes over failures cannot be overwritten by somebody who read it before', async () => {
  if (parsed === undefined) throw new Error('not a number');
  const { number } = parsed;
  const documents = createMemoryDocuments(template);
  const table = tableNames(template).BINDINGS_TABLE ?? '';
  const before = createDynamoReportRegistry({ documents, table, sealer, lookup: former });
  const now = createDynamoReportRegistry({ documents, table, sealer, lookup });
  const report: ReportRecord = {
    number,
    state: 'failed',
    failures: 2,
    failedAt: '2026-03-01T08:00:00.000Z',
    checkedAt: '2026-03-01T08:00:00.000Z',
    version: 0,
  };
  await before.write(report);
  const item = await documents.get({
    purpose: 'looking',
    table,
    key: { pk: `A#${former('party', number).slice(0, 1)}`, sk: former('party', number) },
  });
  const read = await now.write({ ...report, state: 'in-progress', failures: 0 });
  if (read === undefined || item === undefined) throw new Error('nothing was stored');

  const moved = await moveReport({ documents, table, sealer, lookup }, item, false);

  expect(moved).toBe('moved');
  expect(await now.write({ ...read, state: 'failed', failures: 1 })).toBeUndefined();
  expect((await now.read([number])).get(number)).toMatchObject({ state: 'in-progress', failures: 2 });
});
