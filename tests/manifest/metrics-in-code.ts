import { globSync, readFileSync } from 'node:fs';
import { METRICS } from '../../shared/observability/metrics.ts';
import { ROOT } from '../../tools/local-stack/template.ts';

const DECLARATION = 'shared/observability/metrics.ts';

/** The text of everything that a function may run, but for the declaration of the metrics. */
const source = (): string =>
  globSync('{shared,functions}/**/*.ts', { cwd: ROOT })
    .filter((file) => file.replaceAll('\\', '/') !== DECLARATION)
    .map((file) => readFileSync(`${ROOT}${file}`, 'utf8'))
    .join('\n');

/**
 * The sets that the code counts, as `metric by stage, dimension`: each declared metric that some code names, by the stage alone and by its
 * dimensions. The types hold the code to the declaration.
 */
export const countedSets = (): ReadonlySet<string> => {
  const text = source();
  return new Set(
    Object.entries(METRICS)
      .filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
      .flatMap(([name, dimensions]) => [
        `${name} by stage`,
        `${name} by ${['stage', ...dimensions].join(', ')}`,
      ]),
  );
};
