import type { ProblemEntry } from './problem-entry.ts';

/** Errors that are about the request itself, whatever it asks for. */
export const REQUEST_PROBLEMS = {
  'invalid-request': {
    repeat: 'change',
    en: {
      cause: 'The request is wrong; `errors` names each place, with a dotted path.',
      remedy: 'Fix it, a repeat gives the same.',
    },
    zh: {
      title: '请求无效',
      cause: '请求有误；`errors` 逐一列出有误的字段（点号分隔的路径）。',
      remedy: '请按 `errors` 修改请求，原样重复只会得到相同的结果。',
    },
    hints: [
      {
        about: 'AXB, AXYB',
        en: 'a life of 60 s to 90 days.',
        zh: '有效期须为 60 秒至 90 天。',
      },
      {
        about: 'AXE',
        en: 'a life of whole minutes up to 30 days; `callback` has either a number or a tone; the binding has no `sms`, `callDirection` or `maxCallMinutes`.',
        zh: '有效期须为整分钟，最长 30 天；`callback` 只能是号码或提示音之一；不支持 `sms`、`callDirection` 和 `maxCallMinutes`。',
      },
      {
        about: 'allocation: platform',
        en: 'AX and AXE need an `x` or an `areaCode`, AXB when A is a fixed line.',
        zh: 'AX 和 AXE 须给出 `x` 或 `areaCode`；AXB 在 A 为固定电话时也须给出。',
      },
    ],
    example: {
      detail: 'the request is not valid: b',
      more: { errors: [{ path: 'b', message: 'must be a mainland mobile or fixed-line number' }] },
    },
  },
  unauthorized: {
    repeat: 'change',
    en: {
      cause: 'The API key or the signature of a push is missing or wrong.',
      remedy: 'Send a valid key as `Authorization: Bearer <api key>`. It may have expired or been taken out.',
    },
    zh: {
      title: '未通过认证',
      cause: '缺少 API 密钥或推送签名，或其不正确。',
      remedy: '请用 `Authorization: Bearer <api key>` 发送有效的密钥；原有密钥可能已过期或已删除。',
    },
    hints: [
      {
        about: '/webhooks/…',
        en: "the app secret or the clock differs from the platform's, or somebody else than the platform sent the push.",
        zh: '应用的 APP_Secret 或时钟与平台不一致，或推送并非来自平台。',
      },
      {
        about: 'apiGuard=jwt, apiGuard=iam',
        en: 'the gateway asks for a token of the issuer, or an AWS signature, in place of a key.',
        zh: '网关要求的是签发方的令牌或 AWS 签名，而不是密钥。',
      },
    ],
    example: { detail: 'send a valid API key: Authorization: Bearer <api key>' },
  },
  forbidden: {
    repeat: 'change',
    en: {
      cause: 'The caller does not have the scope that this route needs.',
      remedy: 'Ask whoever keeps the access document.',
    },
    zh: {
      title: '该调用方无权执行此操作',
      cause: '调用方没有该接口所需的权限范围（scope）。',
      remedy: '请联系访问文档（access document）的管理员授权。',
    },
    hints: [
      {
        about: '/webhooks/…',
        en: 'pushes are not taken from this address (`webhookSources`).',
        zh: '不接收来自该地址的推送（`webhookSources`）。',
      },
      {
        about: '/reports',
        en: 'reports belong to all apps together; a caller that is limited to some of them may not see them.',
        zh: '报备信息属于所有应用；只限于部分应用的调用方不能查看。',
      },
    ],
    example: { detail: 'this needs the scope bindings, which the caller does not have' },
  },
  'not-found': {
    repeat: 'change',
    en: {
      cause:
        'There is nothing with this id, or at this address; it may belong to an app that the caller does not see.',
      remedy: 'Look at the id and the path.',
    },
    zh: {
      title: '未找到',
      cause: '该 ID 或地址不存在，或属于调用方无权查看的应用。',
      remedy: '请核对 ID 和路径。',
    },
    hints: [
      {
        about: 'GET /calls/{callId}/recording',
        en: 'the call was not recorded, or nobody talked for 3 s.',
        zh: '该通话没有录音，或通话不足 3 秒。',
      },
      {
        about: '/webhooks/…',
        en: 'the address in the console is mistyped, or lacks its secret part.',
        zh: '控制台中填写的地址有误，或缺少其中的密钥部分。',
      },
    ],
    example: { detail: 'there is no binding with this id' },
  },
  'payload-too-large': {
    repeat: 'change',
    en: {
      cause: 'The body is larger than 64 KiB; a push, or a table of numbers, than 1 MiB.',
      remedy: 'Send less at a time.',
    },
    zh: {
      title: '请求体过大',
      cause: '请求体超过 64 KiB；推送或号码表超过 1 MiB。',
      remedy: '请分批发送。',
    },
    example: { detail: 'the body is larger than 64 KiB' },
  },
  'idempotency-key-reused': {
    repeat: 'change',
    en: {
      cause: 'The `Idempotency-Key` was used for another request within the last 24 hours.',
      remedy: 'Take a new key for each request, and the same key for a repeat of the same request only.',
    },
    zh: {
      title: '幂等键已用于其他请求',
      cause: '该 `Idempotency-Key` 在最近 24 小时内已用于另一个请求。',
      remedy: '每个新请求使用新的键；只有重复同一请求时才使用相同的键。',
    },
    example: { detail: 'this idempotency key was used for another request' },
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;
