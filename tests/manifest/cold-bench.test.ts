import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coldBindRow } from '../bench/table/cold-bind-row.ts';
import { coldPushRows } from '../bench/table/cold-push-rows.ts';

// Each start has to be answered as it should, or the measurement ends. How long it took is nobody's business here.
describe('the cold starts of npm run bench', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cold-bench-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('of the CDR webhook and its peers answer their pushes', async () => {
    const { rows, details } = await coldPushRows(directory, 1);

    expect(rows).toHaveLength(2);
    expect(details.map(({ title }) => title)).toEqual([
      'whole SDK, one',
      'ours, one',
      'ours, fifty',
      'plain, one',
      'plain, fifty',
      'powertools, one',
      'powertools, fifty',
      'floor, one',
    ]);
  });

  it('of a bind, with what stands before it, make a binding', async () => {
    expect((await coldBindRow(directory, 1)).now.value).toBeGreaterThan(0);
  });
});
