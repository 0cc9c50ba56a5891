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
  const worstFirst = (one: Readonly<{ state: LineState }>, other: Readonly<{ state: LineState }>): number =>
    rank(one.state) - rank(other.state);
  const parts = [...new Set(lines.map(({ part }) => part))];
  return parts
    .map((part) => {
      const those = lines.filter((line) => line.part === part).sort(worstFirst);
      return { part, state: those[0]?.state ?? 'ok', lines: those };
    })
    .sort(worstFirst);
};

/** How many lines have a state. */
export const countState = (lines: readonly StatusLine[], state: LineState): number =>
  lines.filter((line) => line.state === state).length;

/** The name of the page that says what to do. @param page `docs/runbook/alarms/recordings-lost.md` */
export const pageName = (page: string): string => page.replace(/^.*\//, '').replace(/\.md$/, '');
