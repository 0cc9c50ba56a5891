// Writes docs/runbook/why-did-my-call-fail.md from the dictionary of shared/outcomes, so that the page and the answers of the
// API cannot disagree. `node tools/with-node24.mjs tools/outcome-runbook.ts`
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import advice from '../shared/outcomes/advice.json' with { type: 'json' };
import { CODE_TABLES } from '../shared/outcomes/call-outcome.ts';
import type { CodeTable } from '../shared/outcomes/code-table.ts';
import { SMS_RESULTS } from '../shared/outcomes/sms-result.ts';

/** Where the page lies. */
export const RUNBOOK = fileURLToPath(new URL('../docs/runbook/why-did-my-call-fail.md', import.meta.url));

const INTRODUCTION = `# Why did my call fail?

<!-- Generated from shared/outcomes by tools/outcome-runbook.ts; change the data, not this page. -->

1. Read the call: \`GET /calls/{callId}\`, or find it with \`GET /calls?party=\`, \`?x=\`, \`?bindingId=\` or \`?app=\`, together with \`outcome=<class>\` where you want ([more questions](../support.md)).
2. Look at \`outcome\`: \`source\` names the table below, \`code\` the row. With \`Accept-Language: zh\` the text is Chinese.
3. \`answered\` is decided by \`answeredAt\` alone: a call that was cut at its time limit has a code and was answered all the same.
4. \`bindingId: null\` means that no binding of ours fits: look at class \`binding\` first.

Of several codes the first that says something counts: release point, Q.850 cause, SIP status, then the cause in the
\`disconnect\` event. A 0 is a normal end of an answered call and says nothing of one that nobody took.

| Class | Who can fix it |
| --- | --- |
| \`normal\` | nobody has to |
| \`caller\` | the person who called |
| \`callee\` | the person who was called |
| \`binding\` | whoever binds: the binding is missing, over, or does not allow the call |
| \`tenant\` | we: app, account, numbers, voice files at the vendor's |
| \`platform\` | the vendor |
| \`network\` | the carriers |
| \`regulation\` | controls of the vendor, the carriers and the law |
| \`unknown\` | the code is in no list; its number is kept: ask the vendor's support |
`;

/** The page. */
export const renderRunbook = (): string =>
  [
    INTRODUCTION,
    section(
      'Release points (`release-code`)',
      'From the CDR (`rtc_05_0019`). 8017, 8030 to 8032 and 8102 on come from older lists or a sibling product.',
      CODE_TABLES['release-code'],
    ),
    section(
      'Causes of `disconnect` events (`state-code`)',
      'The same numbers (`privatenumber_02_0017`), except that these mean something else:',
      differing(CODE_TABLES['state-code'], CODE_TABLES['release-code']),
    ),
    section(
      'Q.850 causes (`q850-cause`)',
      'From the network of the callee (`rtc_05_0018`).',
      CODE_TABLES['q850-cause'],
    ),
    section('SIP statuses (`sip-status`)', 'From the network (RFC 3261).', CODE_TABLES['sip-status']),
    section(
      'Text messages (`result` of `GET /messages`)',
      'From the platform (`privatenumber_02_0008`).',
      SMS_RESULTS,
    ),
  ].join('\n');

const differing = (table: CodeTable, other: CodeTable): CodeTable =>
  new Map([...table].filter(([code, { text }]) => other.get(code)?.text.en !== text.en));

const section = (title: string, source: string, table: CodeTable): string => {
  const rows = [...table]
    .sort(([one], [next]) => one - next)
    .map(([code, meaning]) =>
      [code, `\`${meaning.class}\``, meaning.text.en, meaning.text.zh, adviceOf(meaning.advice)].join(' | '),
    );
  const lines = ['Code | Class | Meaning | 含义 | What to do', '---: | --- | --- | --- | ---', ...rows];
  return `## ${title}\n\n${source}\n\n${lines.map((row) => `| ${row} |`).join('\n')}\n`;
};

const ADVICE: ReadonlyMap<string, string> = new Map(Object.entries(advice));

const adviceOf = (key: string): string => {
  const text = ADVICE.get(key);
  if (text === undefined) throw new Error(`advice.json has no ${key}`);
  return text;
};

if (process.argv[1] !== undefined && import.meta.filename === join(process.argv[1])) {
  await mkdir(dirname(RUNBOOK), { recursive: true });
  await writeFile(RUNBOOK, renderRunbook());
}
