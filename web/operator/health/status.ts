import type { Schemas } from '../api-shapes.ts';

export type Status = Schemas['DeploymentStatus'];
export type StatusLine = Status['lines'][number];
export type StatusPart = StatusLine['part'];
export type LineState = StatusLine['state'];

const STATES: readonly LineState[] = ['wrong', 'unknown', 'ok'];

const rank = (state: LineState): number => STATES.indexOf(state);

/** The lines of one part. `state`: that of its worst line. */
export type PartLines = Readonly<{ part: StatusPart; state: LineState; lines: readonly StatusLine[] }>;

/** The lines by their parts; within a part, and among the parts, those come first that are wrong, then those that nobody knows. */
export const byPart = (lines: readonly StatusLine[]): readonly PartLines[] => {
  const parts = Map.groupBy(lines, ({ part }) => part);
  return [...parts]
    .map(([part, those]) => {
      const sorted = those.toSorted((one, other) => rank(one.state) - rank(other.state));
      return { part, state: sorted[0]?.state ?? 'ok', lines: sorted };
    })
    .toSorted((one, other) => rank(one.state) - rank(other.state));
};

/** How many lines have a state. */
export const countState = (lines: readonly StatusLine[], state: LineState): number =>
  lines.filter((line) => line.state === state).length;

/** The name of the page that says what to do. @param page `docs/runbook/alarms/recordings-lost.md` */
export const pageName = (page: string): string => page.replace(/^.*\//, '').replace(/\.md$/, '');
