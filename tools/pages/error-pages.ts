// Writes docs/errors.md and docs/zh-CN/errors.md from the catalogue of errors, which is also what the pages below `/problems` show.
// `node tools/with-node24.mjs tools/pages/error-pages.ts`
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnswerLanguage } from '../../shared/http/language.ts';
import { describeProblem, problemList } from '../../shared/http/problem-catalogue/describe-problem.ts';
import type { ErrorCode } from '../../shared/kernel/errors.ts';

const pageAt = (path: string): string => fileURLToPath(new URL(`../../docs/${path}`, import.meta.url));

/** Where the pages lie. */
export const ERROR_PAGES: Readonly<Record<AnswerLanguage, string>> = {
  en: pageAt('errors.md'),
  zh: pageAt('zh-CN/errors.md'),
};

const INTRODUCTION: Readonly<Record<AnswerLanguage, string>> = {
  en: `English | [中文](zh-CN/errors.md)

# Errors

<!-- Generated from shared/http/problem-catalogue by tools/pages/error-pages.ts; change the data, not this page. -->

Every error is \`application/problem+json\` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), of the API, of the webhooks and of the local API alike. An address of your own deployment says the same as this page: \`GET /problems\` is the list, \`GET /problems/{code}\` the page of a code, as HTML, or with \`Accept: application/json\` as JSON; in English, or in Chinese with \`?lang=zh\` or \`Accept-Language: zh\`. They ask for no key.

| Member | Means |
| --- | --- |
| \`code\` | stable; decide by it |
| \`type\` | the path of the page of the code, to be resolved against the address of the API; no program has to read it |
| \`title\`, \`detail\` | for people, in English, without a phone number |
| \`status\` | that of the answer |
| \`errors\` | each faulty place, with a dotted path |
| \`platform\` | what the platform answered: status, [result code](result-codes.md) and text |
| \`retryAfterSeconds\` | no repeat helps before; also as \`Retry-After\` |
| \`help\` | the page of this project that says what an operator does about it |

The header \`x-request-id\` is that of the log lines. Numbers in examples are made up.

## Codes inside an answer

\`POST /parties/change\`, and \`POST /blocks\` with \`endLive\`, answer a success with an item for each binding; one that was not changed or ended has the \`code\` that it would have got by itself. \`errors\` of \`POST /reports\` has a code for each number as its \`message\`. \`npm run ops\` prints the same codes.

## Answers without a code

The gateway answers some requests by itself, and then the body is JSON with \`message\` alone. The local API answers \`invalid-request\`, \`not-found\`, \`payload-too-large\` or \`internal-error\` in their place.

| Answer | Cause | What to do |
| --- | --- | --- |
| 401 \`{"message":"Unauthorized"}\` | \`apiGuard=jwt\`: the token is missing, over or of another issuer | another token |
| 403 \`{"message":"Forbidden"}\` | \`apiGuard=iam\`: the signature; in AWS China also a missing ICP recordal ([egress](egress.md)) | as the cause |
| 413 | more than the 10 MB that the gateway takes | send less |
| 429 \`{"message":"Too Many Requests"}\` | more requests in a second than the gateway lets through ([throttling](stack.md#throttling)) | repeat, later each time |
| 500, 503 or 504 | a function failed, or did not answer within the time of the gateway | repeat what may be repeated; then [service-degraded](runbook/alarms/service-degraded.md) |

## All codes
`,
  zh: `[English](../errors.md) | 中文

# 错误

<!-- 本页由 tools/pages/error-pages.ts 根据 shared/http/problem-catalogue 生成；请修改数据，不要修改本页。 -->

所有错误均为 \`application/problem+json\`（[RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)），API、webhook 和本地 API 都是如此。您自己的部署也提供本页内容：\`GET /problems\` 为列表，\`GET /problems/{code}\` 为某个错误码的页面；默认为 HTML，带 \`Accept: application/json\` 时为 JSON；默认英文，带 \`?lang=zh\` 或 \`Accept-Language: zh\` 时为中文。访问无需密钥。

| 字段 | 含义 |
| --- | --- |
| \`code\` | 稳定不变；请据此判断 |
| \`type\` | 该错误码页面的路径，相对于 API 地址解析；程序无需读取 |
| \`title\`、\`detail\` | 供人阅读，为英文，不含电话号码 |
| \`status\` | 响应的状态码 |
| \`errors\` | 逐一列出有误的位置（点号分隔的路径） |
| \`platform\` | 平台的应答：状态码、[结果码](result-codes.md)和文字说明 |
| \`retryAfterSeconds\` | 在此之前重试无效；响应头 \`Retry-After\` 与之相同 |
| \`help\` | 本项目中供运维人员处理该错误的页面 |

响应头 \`x-request-id\` 与日志中的请求 ID 相同。示例中的号码均为虚构。

## 响应内部的错误码

\`POST /parties/change\` 以及带 \`endLive\` 的 \`POST /blocks\` 成功时，为每个绑定返回一项；未能修改或结束的绑定带有 \`code\`，与单独请求时的错误码相同。\`POST /reports\` 的 \`errors\` 中，每个号码的 \`message\` 是一个错误码。\`npm run ops\` 输出的也是这些错误码。

## 没有错误码的响应

有些请求由网关直接应答，响应体是只有 \`message\` 的 JSON。本地 API 此时应答 \`invalid-request\`、\`not-found\`、\`payload-too-large\` 或 \`internal-error\`。

| 响应 | 原因 | 怎么办 |
| --- | --- | --- |
| 401 \`{"message":"Unauthorized"}\` | \`apiGuard=jwt\`：缺少令牌，或令牌已过期、来自其他签发方 | 更换令牌 |
| 403 \`{"message":"Forbidden"}\` | \`apiGuard=iam\`：签名有误；在 AWS 中国区也可能是未完成 ICP 备案（[出口](egress.md)） | 按原因处理 |
| 413 | 超过网关允许的 10 MB | 减小请求 |
| 429 \`{"message":"Too Many Requests"}\` | 每秒请求数超过网关的限制（[限流](stack.md#限流)） | 逐次延长间隔后重试 |
| 500、503 或 504 | 函数失败，或未在网关的时限内应答 | 重试允许重复的请求；仍失败时参见 [service-degraded](runbook/alarms/service-degraded.md) |

## 全部错误码
`,
};

const WORDS = {
  en: {
    columns: 'Status | `code` | Means | May it be repeated?',
    cause: 'Cause',
    remedy: 'What to do',
    repeat: 'May it be repeated?',
    help: 'For operators',
    colon: ': ',
  },
  zh: {
    columns: '状态码 | `code` | 含义 | 可以重试吗？',
    cause: '原因',
    remedy: '怎么办',
    repeat: '可以重试吗？',
    help: '运维人员请看',
    colon: '：',
  },
} as const;

/** The page in one language. */
export const renderErrorPage = (language: AnswerLanguage): string => {
  const codes = problemList(language).map(({ code }) => code);
  const rows = [WORDS[language].columns, '---: | --- | --- | ---', ...codes.map(rowIn(language))];
  const table = `${rows.map((row) => `| ${row} |`).join('\n')}\n`;
  return [INTRODUCTION[language], table, ...codes.map((code) => sectionIn(language, code))].join('\n');
};

const rowIn = (language: AnswerLanguage) => (code: ErrorCode) => {
  const { status, title, repeatText } = describeProblem(code, language);
  return `${status} | [\`${code}\`](#${code}) | ${title} | ${repeatText}`;
};

const sectionIn = (language: AnswerLanguage, code: ErrorCode): string => {
  const { columns: _columns, colon, ...words } = WORDS[language];
  const { status, title, cause, remedy, repeatText, hints, help, example } = describeProblem(code, language);
  const lines = [
    `- ${words.cause}${colon}${cause}`,
    ...hints.map(({ about, text }) => `  - \`${about}\`${colon}${text}`),
    `- ${words.remedy}${colon}${remedy}`,
    `- ${words.repeat} ${repeatText}`,
    ...(help === undefined ? [] : [`- ${words.help}${colon}${linkTo(help)}`]),
  ];
  const body = JSON.stringify(example, undefined, 2);
  return `### ${code}\n\n${status} — ${title}\n\n${lines.join('\n')}\n\n\`\`\`json\n${body}\n\`\`\`\n`;
};

/** Alarms have pages in both languages, at the same place below the folder of the language. */
const linkTo = (page: string): string => `[${page}](${page.replace(/^docs\//, '')})`;

if (process.argv[1] !== undefined && import.meta.filename === join(process.argv[1])) {
  for (const language of ['en', 'zh'] as const) {
    await mkdir(dirname(ERROR_PAGES[language]), { recursive: true });
    await writeFile(ERROR_PAGES[language], renderErrorPage(language));
  }
}
