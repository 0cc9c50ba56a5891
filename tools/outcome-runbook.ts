// Writes docs/runbook/why-did-my-call-fail.md and its Chinese page from the dictionary of shared/outcomes, so that the pages and
// the answers of the API cannot disagree. `node tools/with-node24.mjs tools/outcome-runbook.ts`
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adviceOf } from '../shared/outcomes/advice.ts';
import { CODE_TABLES } from '../shared/outcomes/call-outcome.ts';
import type { CodeTable, Language, Meaning } from '../shared/outcomes/code-table.ts';
import { SMS_RESULTS } from '../shared/outcomes/sms-result.ts';

const pageAt = (path: string): string => fileURLToPath(new URL(`../docs/${path}`, import.meta.url));

/** Where the pages lie. */
export const RUNBOOKS: Readonly<Record<Language, string>> = {
  en: pageAt('runbook/why-did-my-call-fail.md'),
  zh: pageAt('zh-CN/runbook/why-did-my-call-fail.md'),
};

const INTRODUCTION: Readonly<Record<Language, string>> = {
  en: `English | [中文](../zh-CN/runbook/why-did-my-call-fail.md)

# Why did my call fail?

<!-- Generated from shared/outcomes by tools/outcome-runbook.ts; change the data, not this page. -->

1. Read the call: \`GET /calls/{callId}\`, or find it with \`POST /calls/search\` by \`party\`, \`x\`, \`bindingId\` or \`app\`, together with \`outcome\` where you want ([more questions](../support.md)).
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
`,
  zh: `[English](../../runbook/why-did-my-call-fail.md) | 中文

# 呼叫为什么失败？

<!-- 本页由 tools/outcome-runbook.ts 根据 shared/outcomes 生成；请修改数据，不要修改本页。 -->

1. 读取通话：\`GET /calls/{callId}\`；或用 \`POST /calls/search\` 按 \`party\`、\`x\`、\`bindingId\`、\`app\` 查找，需要时加上 \`outcome\`（[更多查询方法](../support.md)）。
2. 查看 \`outcome\`：\`source\` 对应下面的某张表，\`code\` 对应表中的一行。请求带 \`Accept-Language: zh\` 时，文字说明为中文。
3. 是否接通（\`answered\`）只看 \`answeredAt\`：达到最大时长而被挂断的通话虽然有代码，仍属于已接通。
4. \`bindingId: null\` 表示没有与之对应的绑定：请先看类别 \`binding\`。

同时有多个代码时，取第一个有含义的：先看话单中的呼叫释放原因（release point），再看 Q.850 原因值、SIP 状态码，最后看 \`disconnect\` 事件中的原因码。
代码 0 对已接通的呼叫表示正常结束，对无人接听的呼叫则不说明任何原因。

| 类别 | 由谁处理 |
| --- | --- |
| \`normal\` | 无需处理 |
| \`caller\` | 主叫本人 |
| \`callee\` | 被叫本人 |
| \`binding\` | 发起绑定的一方：绑定不存在、已结束，或不允许这次呼叫 |
| \`tenant\` | 我方：华为云上的应用、账号、号码、放音文件 |
| \`platform\` | 华为云 |
| \`network\` | 运营商 |
| \`regulation\` | 华为云、运营商或法规的管控 |
| \`unknown\` | 未收录的代码；代码值已保留，请咨询华为云技术支持 |
`,
};

const differing = (table: CodeTable, other: CodeTable): CodeTable =>
  new Map([...table].filter(([code, { text }]) => other.get(code)?.text.en !== text.en));

type Section = Readonly<{ table: CodeTable } & Record<Language, readonly [title: string, source: string]>>;

const SECTIONS: readonly Section[] = [
  {
    table: CODE_TABLES['release-code'],
    en: [
      'Release points (`release-code`)',
      'From the CDR (`rtc_05_0019`). 8017, 8030 to 8032 and 8102 on come from older lists or a sibling product.',
    ],
    zh: [
      '呼叫释放原因（`release-code`）',
      '取自话单（`rtc_05_0019`）。8017、8030 至 8032 以及 8102 之后的代码来自旧版列表或同类产品。',
    ],
  },
  {
    table: differing(CODE_TABLES['state-code'], CODE_TABLES['release-code']),
    en: [
      'Causes of `disconnect` events (`state-code`)',
      'The same numbers (`privatenumber_02_0017`), except that these mean something else:',
    ],
    zh: [
      '`disconnect` 事件的原因码（`state-code`）',
      '与上表代码相同（`privatenumber_02_0017`），只有以下代码含义不同：',
    ],
  },
  {
    table: CODE_TABLES['q850-cause'],
    en: ['Q.850 causes (`q850-cause`)', 'From the network of the callee (`rtc_05_0018`).'],
    zh: ['Q.850 原因值（`q850-cause`）', '来自被叫侧网络（`rtc_05_0018`）。'],
  },
  {
    table: CODE_TABLES['sip-status'],
    en: ['SIP statuses (`sip-status`)', 'From the network (RFC 3261).'],
    zh: ['SIP 状态码（`sip-status`）', '来自网络（RFC 3261）。'],
  },
  {
    table: SMS_RESULTS,
    en: ['Text messages (`result` of `GET /messages`)', 'From the platform (`privatenumber_02_0008`).'],
    zh: ['短信（`GET /messages` 的 `result`）', '来自平台（`privatenumber_02_0008`）。'],
  },
];

const COLUMNS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Code | Class | Meaning | What to do', '---: | --- | --- | ---'],
  zh: ['代码 | 类别 | 含义 | 怎么办', '---: | --- | --- | ---'],
};

/** The page in one language. */
export const renderRunbook = (language: Language): string =>
  [INTRODUCTION[language], ...SECTIONS.map((section) => sectionIn(language, section))].join('\n');

const sectionIn = (language: Language, section: Section): string => {
  const [title, source] = section[language];
  const rows = [...section.table]
    .sort(([one], [next]) => one - next)
    .map(([code, meaning]) => rowIn(language, code, meaning));
  const lines = [...COLUMNS[language], ...rows].map((row) => `| ${row} |`);
  return `## ${title}\n\n${source}\n\n${lines.join('\n')}\n`;
};

const rowIn = (language: Language, code: number, meaning: Meaning): string =>
  [code, `\`${meaning.class}\``, meaning.text[language], adviceOf(meaning, language)].join(' | ');

if (process.argv[1] !== undefined && import.meta.filename === join(process.argv[1])) {
  for (const language of ['en', 'zh'] as const) {
    await mkdir(dirname(RUNBOOKS[language]), { recursive: true });
    await writeFile(RUNBOOKS[language], renderRunbook(language));
  }
}
