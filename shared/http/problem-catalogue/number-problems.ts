import type { ProblemEntry } from './problem-entry.ts';

/** Errors about the pool of private numbers, the reports of actual users and recordings. */
export const NUMBER_PROBLEMS = {
  'number-of-another-app': {
    repeat: 'state',
    en: {
      cause:
        'An import names private numbers of another app; `errors` names each place. Nothing was changed.',
      remedy: 'Retire them there first.',
    },
    zh: {
      title: '隐私号码属于其他应用',
      cause: '导入的列表中有其他应用的隐私号码；`errors` 逐一列出位置。未做任何修改。',
      remedy: '请先在原应用中停用这些号码。',
    },
    example: {
      detail: 'private numbers in the list belong to another app',
      more: { errors: [{ path: 'row 2', message: 'belongs to the app parcels' }] },
    },
  },
  'would-retire': {
    repeat: 'change',
    en: {
      cause:
        'An import would retire more than a fifth of the pool, or numbers with live bindings. Nothing was changed.',
      remedy: 'See it with `dryRun=true`; repeat with `force=true` if it is meant.',
    },
    zh: {
      title: '导入会停用正在使用的号码',
      cause: '导入会停用号码池五分之一以上的号码，或停用仍有有效绑定的号码。未做任何修改。',
      remedy: '请先用 `dryRun=true` 查看结果；确属本意时，加上 `force=true` 重试。',
    },
    example: {
      detail:
        'the import would retire 8 of the 20 numbers of the app: repeat with force=true if that is meant',
    },
  },
  'not-reported': {
    repeat: 'state',
    en: {
      cause:
        'The app binds reported people only, and the actual user of A is not reported: the carriers would intercept the calls.',
      remedy: 'Report him first (`POST /reports`).',
    },
    zh: {
      title: 'A 的真实使用人未报备',
      cause: '该应用只绑定已报备的人，而 A 路号码的真实使用人未报备：运营商会拦截其呼叫。',
      remedy: '请先报备（`POST /reports`）。',
    },
    example: {
      detail: 'the actual user of A is not reported to the carriers: failed',
      more: { errors: [{ path: 'a', message: 'is not reported' }] },
    },
  },
  'report-in-progress': {
    repeat: 'wait',
    en: {
      cause:
        'A report of a number is being verified, or submitted by another request; `errors` names each place. Nothing was sent.',
      remedy: 'Look at `GET /reports`; repeat after `retryAfterSeconds` where it is still wanted.',
    },
    zh: {
      title: '该号码的报备正在核验',
      cause: '号码的报备正在核验，或正由另一个请求提交；`errors` 逐一列出位置。未向平台提交。',
      remedy: '请用 `GET /reports` 查看；仍需报备时，在 `retryAfterSeconds` 秒后重试。',
    },
    example: {
      detail: 'a report of the number is being verified',
      more: { errors: [{ path: 'numbers.0.number', message: 'report-in-progress' }] },
    },
  },
  'report-too-soon': {
    repeat: 'wait',
    en: {
      cause:
        'A report of a number failed less than 24 hours ago, and the platform takes none until then. Nothing was sent.',
      remedy: 'Correct what the report says, and repeat after `retryAfterSeconds`.',
    },
    zh: {
      title: '该号码刚报备失败',
      cause: '号码的报备在 24 小时内失败过，平台在此期间不再受理。未向平台提交。',
      remedy: '请更正报备信息，并在 `retryAfterSeconds` 秒后重试。',
    },
    example: {
      detail: 'a report of the number failed less than 24 hours ago',
      more: { errors: [{ path: 'numbers.0.number', message: 'report-too-soon' }] },
    },
  },
  'report-barred': {
    repeat: 'operator',
    en: {
      cause:
        'Two reports of a number failed in a row, and the platform takes no further one by itself. Nothing was sent.',
      remedy: 'The operator lifts it when that is cleared up.',
    },
    zh: {
      title: '该号码已连续两次报备失败',
      cause: '号码已连续两次报备失败，平台不再自动受理。未向平台提交。',
      remedy: '核实清楚后，由运维人员解除限制。',
    },
    example: {
      detail: 'two reports of the number failed in a row; an operator has to lift it',
      more: { errors: [{ path: 'numbers.0.number', message: 'report-barred' }] },
    },
  },
  'recording-pending': {
    repeat: 'later',
    en: {
      cause: 'The recording is not archived yet.',
      remedy: 'Ask later; `recording.deadlineAt` of the call is the latest moment.',
    },
    zh: {
      title: '录音尚未归档',
      cause: '录音尚未归档。',
      remedy: '请稍后再取；最迟时间见该通话的 `recording.deadlineAt`。',
    },
    example: { detail: 'the recording is still being fetched from the platform' },
  },
  'recording-lost': {
    repeat: 'never',
    en: {
      cause: 'The recording could not be fetched before the platform deleted it, or was erased.',
      remedy: 'It will not come.',
    },
    zh: {
      title: '录音已丢失',
      cause: '平台删除录音之前未能取回，或录音已被擦除。',
      remedy: '该录音无法再取得。',
    },
    example: { detail: 'the recording could not be fetched before the platform deleted it' },
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;
