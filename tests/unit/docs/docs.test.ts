import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { PROBLEM_CODES } from '../../../shared/http/problem-catalogue/catalogue.ts';
import { METRICS } from '../../../shared/observability/metrics.ts';
import { ROOT } from '../../../tools/local-stack/template.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const find = (pattern: string): string[] => globSync(pattern, { cwd: ROOT }).toSorted();

const PAGES = [...find('*.md'), ...find('{docs,examples}/**/*.md')];
const SOURCES = [...find('shared/**/*.ts'), ...find('functions/**/*.ts')];

/** The anchors that GitHub makes of headings. */
const anchorsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Every match of a pattern's first group in the sources, once. */
const inSources = (pattern: RegExp): readonly string[] => [
  ...new Set(SOURCES.flatMap((file) => [...read(file).matchAll(pattern)].map(([, found = '']) => found))),
];

const missingIn = (page: string, names: readonly string[]): readonly string[] => {
  const text = read(page);
  return names.filter((name) => !text.includes(`\`${name}\``));
};

/** A path from the root, and no pattern. */
const PATH = /^(functions|shared|resources|tools|simulator|tests|docs|examples|\.ci)(\/[\w.-]+)*$/;

/** Everything that docs/architecture.md writes as code. */
const named = [...read('docs/architecture.md').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

describe('the documents', () => {
  it.each(PAGES)('%s has no link to a missing file or heading', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);

    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });

    expect(broken).toEqual([]);
  });

  it('README.md leads to every page of docs, and examples/README.md to every scene', () => {
    const missing = (page: string, links: readonly string[]) =>
      links.filter((link) => !read(page).includes(`](${link})`));
    const scenes = find('examples/*/README.md').map((file) => file.replace('examples/', ''));

    expect(missing('README.md', find('docs/*.md'))).toEqual([]);
    expect(scenes).toHaveLength(6);
    expect(missing('examples/README.md', scenes)).toEqual([]);
  });

  it('functions.md, errors.md and commands.md name every function, error code and script', () => {
    const functions = find('functions/*/function.yml').map((file) => file.split('/')[1] ?? '');
    const scripts = Object.keys(packageJson.scripts).filter((name) => !['start', 'test'].includes(name));

    expect(missingIn('docs/functions.md', functions)).toEqual([]);
    expect(missingIn('docs/errors.md', PROBLEM_CODES)).toEqual([]);
    expect(
      missingIn('docs/commands.md', ['npm start', 'npm test', ...scripts.map((name) => `npm run ${name}`)]),
    ).toEqual([]);
  });

  it('docs/operations.md names every warning, error and metric', () => {
    const events = inSources(/\.(?:warn|error)\(\s*'([a-z-]+)'/g);
    const metrics = Object.keys(METRICS);

    expect(events.length).toBeGreaterThan(10);
    expect(metrics.length).toBeGreaterThan(10);
    expect(missingIn('docs/operations.md', [...events, ...metrics])).toEqual([]);
  });

  it('docs/architecture.md names no path that is not there', () => {
    const paths = named.filter((name) => PATH.test(name));

    expect(paths.length).toBeGreaterThan(100);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('docs/architecture.md names every folder of shared, tools, simulator and tests', () => {
    const files = [...find('{shared,tools,simulator}/**/*.*'), ...find('tests/*/*')];
    const folders = [...new Set(files.map((file) => dirname(file)))];

    expect(folders.length).toBeGreaterThan(50);
    expect(folders.filter((folder) => !named.includes(folder))).toEqual([]);
  });

  it('docs/adr/README.md lists every decision', () => {
    const decisions = find('docs/adr/[0-9]*.md').map((file) => file.split('/').at(-1) ?? '');

    const index = read('docs/adr/README.md');

    expect(decisions.filter((file) => !index.includes(`](${file})`))).toEqual([]);
  });

  it.each(find('docs/adr/[0-9]*.md'))('%s has a date and a status', (page) => {
    const [, , dated = ''] = read(page).split('\n');

    expect(dated).toMatch(
      /^Date: \d{4}-\d\d-\d\d(, revised \d{4}-\d\d-\d\d)?\. Status: (accepted|replaced by \S+)\./,
    );
  });
});
