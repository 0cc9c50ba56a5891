import type { ProblemEntry } from './problem-entry.ts';

/** Errors for which the caller can do nothing but wait, or tell an operator: the platform, the store, the service itself. */
export const SERVICE_PROBLEMS = {
  'pool-exhausted': {
    repeat: 'wait',
    en: {
      cause: 'No X is left for these two people.',
      remedy: 'Add numbers, or release bindings; a live one is never evicted.',
    },
    zh: {
      title: '没有空闲的隐私号码',
      cause: '没有可供这两人使用的 X 号码。',
      remedy: '请增加号码或结束一些绑定；有效的绑定不会被挤掉。',
    },
    hints: [
      {
        about: 'AXB, X',
        en: 'every X already holds A or B: a person needs as many X as there are others whom he is bound to.',
        zh: '每个 X 号码都已绑定 A 或 B：一个人同时与多少人绑定，就需要多少个 X 号码。',
      },
      { about: 'AX', en: 'every X has its A.', zh: '每个 X 号码都已有 A。' },
      {
        about: 'AXE',
        en: 'no extension is free, or the X that was asked for has none.',
        zh: '没有空闲的分机号，或指定的 X 号码已无空闲分机号。',
      },
      {
        about: 'AXYB',
        en: 'the platform has no X or Y left; a change of `b` needs two Y for a moment.',
        zh: '平台已无可用的 X 或 Y 号码；修改 `b` 时会短暂占用两个 Y 号码。',
      },
      {
        about: 'areaMatch: strict',
        en: 'none is left in that city; `loose` takes one of another.',
        zh: '该城市已无可用号码；`loose` 允许使用其他城市的号码。',
      },
    ],
    example: { detail: 'no private number is free for these two parties' },
  },
  'platform-throttled': {
    repeat: 'wait',
    en: {
      cause: 'The platform asked for fewer calls.',
      remedy: 'Repeat after `retryAfterSeconds`, at least 60.',
    },
    zh: {
      title: '平台正在限流',
      cause: '平台要求降低调用频率。',
      remedy: '请在 `retryAfterSeconds` 秒后重试，至少 60 秒。',
    },
    hints: [
      {
        about: 'platform.code 1020182',
        en: 'until midnight in Beijing: another number, or tomorrow.',
        zh: '持续到北京时间零点：请换用其他号码，或次日再试。',
      },
    ],
    example: { detail: 'the platform asked for fewer calls', more: { retryAfterSeconds: 60 } },
  },
  'platform-locked-out': {
    repeat: 'wait',
    en: {
      cause: 'After failed authentications no call to the platform is made for 30 minutes.',
      remedy: 'The operator must look: key, secret or clock are wrong.',
    },
    zh: {
      title: '平台已锁定我方访问',
      cause: '多次认证失败后，30 分钟内不再向平台发起调用。',
      remedy: '须由运维人员检查：APP_Key、APP_Secret 或时钟有误。',
    },
    example: {
      detail: 'no call to the platform is made after failed authentications',
      more: { retryAfterSeconds: 1795 },
    },
  },
  'account-suspended': {
    repeat: 'operator',
    en: {
      cause: 'The account at the platform is in arrears or frozen.',
      remedy: 'The operator must act there.',
    },
    zh: {
      title: '平台账号已被停用',
      cause: '平台账号欠费或被冻结。',
      remedy: '须由运维人员在平台处理（费用中心）。',
    },
    example: {
      detail: 'the platform refused the request',
      more: { platform: { httpStatus: 403, code: '1010029', text: 'The account is frozen.' } },
    },
  },
  'platform-rejected': {
    repeat: 'operator',
    en: {
      cause: 'The platform refused for another reason, told in `platform` where the platform gave one.',
      remedy: 'Look `platform.code` up in `docs/result-codes.md`.',
    },
    zh: {
      title: '平台拒绝了请求',
      cause: '平台因其他原因拒绝；平台给出原因时，见 `platform`。',
      remedy: '请在 `docs/result-codes.md` 中查找 `platform.code`。',
    },
    hints: [
      {
        about: 'platform.code 1010040',
        en: 'the app has another mode than the configuration says, or lacks the permission.',
        zh: '应用的模式与配置不一致，或没有相应权限。',
      },
      {
        about: 'platform.code 1012012',
        en: 'recording is not opened for the app.',
        zh: '应用未开通录音。',
      },
      {
        about: 'platform.code 1012102',
        en: 'the private number is blocked at the platform.',
        zh: '该隐私号码已被平台冻结。',
      },
      {
        about: 'platform.code 1020166',
        en: "our address is not on the list of the vendor's support (IP白名单).",
        zh: '我方地址不在 IP白名单 中。',
      },
    ],
    example: {
      detail: 'the platform refused the request',
      more: { platform: { httpStatus: 403, code: '1010040', text: 'The app has no permission.' } },
    },
  },
  'platform-unavailable': {
    repeat: 'wait',
    en: {
      cause: 'The platform gave no usable answer.',
      remedy: 'Repeat: a bind is never made twice.',
    },
    zh: {
      title: '平台未应答',
      cause: '平台没有给出可用的应答。',
      remedy: '请重试：重复的绑定请求不会产生两个绑定。',
    },
    hints: [
      {
        about: 'AXYB',
        en: 'a bind is two steps; the sweeper takes away a half that was left.',
        zh: '绑定分两步完成；残留的一半会由定时任务清除。',
      },
      {
        about: 'X',
        en: 'a bind does not ask the platform, so it comes from the end of a call only.',
        zh: '绑定不调用平台，因此只会在结束通话时出现。',
      },
    ],
    example: { detail: 'the platform gave no usable answer' },
  },
  'store-unavailable': {
    repeat: 'wait',
    en: {
      cause: 'Our store, or that of our configuration, gave no answer.',
      remedy: 'Repeat: nothing is done twice.',
    },
    zh: {
      title: '存储未应答',
      cause: '我方的存储或配置存储没有应答。',
      remedy: '请重试：同一操作不会执行两次。',
    },
    hints: [
      {
        about: '/webhooks/…',
        en: 'the platform pushes again by itself.',
        zh: '平台会自动重新推送。',
      },
    ],
    example: { detail: 'storing the binding failed' },
  },
  'item-unreadable': {
    repeat: 'operator',
    en: {
      cause:
        'What the request needs is stored and cannot be opened: its data key is missing, or it was changed.',
      remedy:
        'The operator must look; a repeat gives the same until then. Lists leave such an item out and name it in `unreadable`.',
    },
    zh: {
      title: '存储的数据无法解密',
      cause: '请求所需的数据已存储但无法打开：缺少数据密钥，或数据被改动。',
      remedy:
        '须由运维人员检查，在此之前原样重复只会得到相同的结果。列表会略过此类数据，并在 `unreadable` 中列出。',
    },
    example: { detail: 'a stored item cannot be opened' },
  },
  'internal-error': {
    repeat: 'operator',
    en: {
      cause: 'A fault of ours. The log has it under the request id.',
      remedy: 'Tell the operator the header `x-request-id`. Repeat once where the request may arrive twice.',
    },
    zh: {
      title: '内部错误',
      cause: '我方故障；日志中可按请求 ID 查到。',
      remedy: '请将响应头 `x-request-id` 提供给运维人员；允许重复的请求可重试一次。',
    },
    example: { detail: 'something went wrong on our side' },
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;
