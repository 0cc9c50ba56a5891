import type { CheckLine } from './check-line.ts';

const MARKS = { ok: '✔', wrong: '✘', unknown: '–' } satisfies Record<CheckLine['state'], string>;

/** One line for each check, with its fix below a wrong one, and the sum at the end. */
export const describeChecks = (lines: readonly CheckLine[]): string => {
  const width = Math.max(...lines.map(({ name }) => name.length));
  const count = (state: CheckLine['state']) => lines.filter((line) => line.state === state).length;
  return [
    ...lines.flatMap(({ name, state, text, fix }) => [
      `${MARKS[state]} ${name.padEnd(width)}  ${text}`,
      ...(fix === undefined ? [] : [`  ${' '.repeat(width)}  fix: ${fix}`]),
    ]),
    '',
    `${count('ok')} ok, ${count('wrong')} wrong, ${count('unknown')} not checked`,
  ].join('\n');
};
