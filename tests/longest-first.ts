import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that run for many seconds whatever the machine: begun last, one of them would keep a core busy alone. */
const LONGEST = [
  /\/integration\/leaks\/leaks\./,
  /\/e2e\/start\./,
  /\/browser\//,
  /\/integration\/scale\/sweeper\./,
  /\/integration\/api\/fuzz\./,
  /\/manifest\/parameters\./,
  /\/integration\/keys\/operators\./,
  /\/chaos\./,
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONGEST.findIndex((pattern) => pattern.test(moduleId));
  return rank === -1 ? LONGEST.length : rank;
};

/** Begins with the longest files, so that both cores are busy to the end. No test depends on the order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
