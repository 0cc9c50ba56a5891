import type { RebuildAnswer } from '../../../functions/manage-usage/handler.ts';

/** A whole rebuild. `cells`: how many numbers and days are counted anew. */
export type Rebuilt = Readonly<{ dryRun: boolean; records: number; cells: number }>;

/** Walks until the end, part by part. `tell` hears how far it is. @throws {Error} as the function. */
export const runRebuild = async (
  part: (after: object) => Promise<RebuildAnswer>,
  tell: (line: string) => void,
): Promise<Rebuilt> => {
  const cells = new Set<string>();
  let records = 0;
  let answer = await part({});
  for (;;) {
    records += answer.records;
    for (const cell of answer.cells) cells.add(cell);
    if (answer.next === null) return { dryRun: answer.dryRun, records, cells: cells.size };
    tell(`${records} records so far`);
    answer = await part({ after: answer.next });
  }
};
