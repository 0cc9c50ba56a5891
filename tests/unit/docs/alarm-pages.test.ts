import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PAGES = join(ROOT, 'docs', 'runbook', 'alarms');

type Row = Readonly<{ name: string; severity: 'page' | 'ticket'; means: string; partOf?: string }>;
const { ALARMS, COMPOSITES }: { ALARMS: readonly Row[]; COMPOSITES: readonly Row[] } = createRequire(
  import.meta.url,
)('../../../resources/alarm-table.cjs');
const ROWS = [...ALARMS, ...COMPOSITES];

/** The page behind its line of languages, which translations.test.ts checks. */
const pageOf = (name: string): string =>
  readFileSync(join(PAGES, `${name}.md`), 'utf8').replace(/^English \| .*\n\n/, '');
const headingsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
const sectionsOf = (page: string): readonly string[] => page.split(/^## .+$/m).slice(1);

const SCRIPTS = Object.keys(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts);
const OPS = [
  ...readFileSync(join(ROOT, 'tools', 'commands', 'ops.ts'), 'utf8').matchAll(/(\w+)Command\b(?! })/g),
].map(([, name = '']) => name);

/** For these no command of ours knows more than the log of one function. */
const WITHOUT_COMMAND = [
  ...['erasures-undone', 'function-throttles', 'keys-expiring', 'keys-refused', 'numbers-unknown'],
  ...['reconcile-findings', 'recordings-lost', 'recordings-paused-deadline'],
];

/** Lines that whichever function calls the platform, reads a document or opens an item writes. */
const MET_BY_MANY = [
  ...['configuration-not-refreshed', 'item-unreadable', 'keys-expiring', 'keys-refused', 'push-refused'],
];

describe('the pages of alarms', () => {
  it('are one for each alarm, and none is left over', () => {
    const files = readdirSync(PAGES).sort();

    expect(files).toEqual(ROWS.map(({ name }) => `${name}.md`).sort());
  });

  it.each(ROWS.map(({ name }) => name))(
    '%s says what it means, what to check, what to do, and where the vendor says it',
    (name) => {
      const page = pageOf(name);

      expect(page.startsWith(`# ${name}\n`)).toBe(true);
      expect(headingsOf(page)).toEqual(['Means', 'Check', 'Act', 'Vendor page']);
      for (const section of sectionsOf(page)) expect(section.trim().length).toBeGreaterThan(10);
      expect(page.split(/\s+/).length, 'words').toBeLessThan(420);
    },
  );

  it.each(ROWS)('$name says who is told of it', ({ name, severity, partOf }) => {
    const [, told = ''] = pageOf(name).split('\n\n');

    if (partOf === undefined) expect(told).toMatch(severity === 'page' ? /^\*\*Page\*\*/ : /^\*\*Ticket\*\*/);
    else expect(told).toContain(`[${partOf}](${partOf}.md)`);
  });

  it.each(ROWS.map(({ name }) => name))(
    '%s has commands that there are, and leads to pages that there are',
    (name) => {
      const page = pageOf(name);
      const scripts = [...page.matchAll(/npm run ([\w-]+)/g)].map(([, script]) => script);
      const commands = [...page.matchAll(/npm run ops -- ([\w-]+)/g)].map(([, command]) => command);
      const functions = [...page.matchAll(/privatenumber-<stage>-([a-z-]+)/g)].map(([, folder]) => folder);
      const links = [...page.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);

      expect(scripts.filter((script) => !SCRIPTS.includes(script ?? ''))).toEqual([]);
      expect(commands.filter((command) => !OPS.includes(command ?? ''))).toEqual([]);
      expect(
        functions.filter(
          (folder) =>
            !['configuration', 'numbers'].includes(folder ?? '') &&
            !existsSync(join(ROOT, 'functions', folder ?? '', 'function.yml')),
        ),
      ).toEqual([]);
      expect(links.filter((link) => !existsSync(join(dirname(join(PAGES, name)), link)))).toEqual([]);
    },
  );

  it.each(ROWS.filter(({ name }) => !WITHOUT_COMMAND.includes(name)).map(({ name }) => name))(
    '%s begins its check with a command of ours, so that nobody begins with a search of logs',
    (name) => {
      const [, check = ''] = sectionsOf(pageOf(name)).slice(0, 2);

      expect(/npm run ops -- |aws /.exec(check)?.[0]).toBe('npm run ops -- ');
    },
  );

  it.each(ROWS.map(({ name }) => name))(
    '%s leads to the lines of all functions where more than one may have met it',
    (name) => {
      const page = pageOf(name);
      const tailed = [...page.matchAll(/\$\.event = "([a-z-]+)"/g)].map(([, event = '']) => event);

      if (tailed.some((event) => MET_BY_MANY.includes(event)))
        expect(page).toContain('](../../operations.md#lines-of-all-functions)');
    },
  );

  it('are in the table of docs/operations.md, with who is told and what it means', () => {
    const operations = readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8');
    const rows = ROWS.map(({ name, severity, means, partOf }) => {
      const told = partOf === undefined ? severity : `\`${partOf}\``;
      return `| [\`${name}\`](runbook/alarms/${name}.md) | ${told} | ${means} |`;
    });

    expect(rows.filter((row) => !operations.includes(row))).toEqual([]);
    expect(operations.match(/\]\(runbook\/alarms\/[a-z0-9-]+\.md\) \| (page|ticket|`)/g)).toHaveLength(
      rows.length,
    );
  });
});
