import type { ProblemEntry } from './problem-entry.ts';

/** Errors about a binding that is made or changed, and the people in it. */
export const BINDING_PROBLEMS = {
  'not-changeable': {
    repeat: 'change',
    en: {
      cause: 'The mode cannot change this field; `errors` names each one. Nothing was changed.',
      remedy: 'End the binding and make a new one.',
    },
    zh: {
      title: '该模式不支持修改此项',
      cause: '该模式不支持修改此字段；`errors` 逐一列出。未做任何修改。',
      remedy: '请结束该绑定并重新绑定。',
    },
    hints: [
      { about: 'AX', en: '`waitingTones` stay as they were bound.', zh: '`waitingTones` 绑定后不能修改。' },
      {
        about: 'AXE',
        en: 'A and the extension stay; life, recording, `userData` and call-back can change.',
        zh: 'A 和分机号不能修改；可修改有效期、录音、`userData` 和回呼设置。',
      },
      { about: 'AXYB', en: '`b` alone can change.', zh: '只能修改 `b`。' },
      {
        about: 'PUT /bindings/{bindingId}/temporary-callee',
        en: 'only AX bindings have a temporary callee.',
        zh: '只有 AX 绑定有临时被叫。',
      },
    ],
    example: {
      detail: 'this mode cannot change that: a',
      more: { errors: [{ path: 'a', message: 'cannot be changed in this mode' }] },
    },
  },
  'number-taken': {
    repeat: 'change',
    en: {
      cause:
        'The X asked for, or that of the binding, already holds A or B; with `cooling-down` in `detail` it rests only.',
      remedy: 'Ask for another X, or for none.',
    },
    zh: {
      title: '该隐私号码已绑定其中一方',
      cause: '指定的 X 号码（或该绑定的 X 号码）已绑定 A 或 B；`detail` 含 `cooling-down` 时表示仍在冷却期。',
      remedy: '请指定其他 X 号码，或不指定。',
    },
    hints: [
      {
        about: 'AXB, X',
        en: 'a person is once on an X, in whatever role.',
        zh: '同一个人无论作为 A 还是 B，在一个 X 号码上只能出现一次。',
      },
      { about: 'AX, AXYB', en: 'an X has one A.', zh: '一个 X 号码只能绑定一个 A。' },
      {
        about: 'AXE',
        en: 'A has an extension on this X already, or the extension asked for is taken.',
        zh: 'A 在该 X 号码上已有分机号，或指定的分机号已被占用。',
      },
    ],
    example: { detail: 'the private number asked for already holds one of the two parties' },
  },
  'party-limit': {
    repeat: 'state',
    en: {
      cause: 'A has as many X as the mode allows: five in AX and AXYB.',
      remedy: 'End one of the bindings of A; no other X helps.',
    },
    zh: {
      title: '此人的隐私号码数已达上限',
      cause: 'A 的 X 号码数已达该模式的上限：AX 和 AXYB 为 5 个。',
      remedy: '请先结束 A 的某个绑定；换用其他 X 号码无济于事。',
    },
    example: { detail: 'this person has 5 private numbers, which is the most there can be' },
  },
  'already-bound': {
    repeat: 'state',
    en: {
      cause:
        'The change would make the binding the same as another live one: app, mode, A, B and reference. Nothing was changed.',
      remedy: 'End one of the two; a repeat gives the same.',
    },
    zh: {
      title: '两人之间已有相同的绑定',
      cause: '修改后会与另一个有效绑定完全相同：应用、模式、A、B 和 reference 均一致。未做任何修改。',
      remedy: '请结束两者之一；原样重复只会得到相同的结果。',
    },
    example: { detail: 'another live binding has these parties and this reference already' },
  },
  'party-blocked': {
    repeat: 'state',
    en: {
      cause:
        'One of the people is blocked, or somebody who is in the binding that would get more; `errors` names each field. Nothing was made or changed.',
      remedy: 'A repeat gives the same until somebody takes the block away (`DELETE /blocks/{blockId}`).',
    },
    zh: {
      title: '其中一方已被禁止绑定',
      cause: '其中一方被禁止绑定，或绑定中已有被禁止的人；`errors` 逐一列出字段。未绑定，也未修改。',
      remedy: '在解除禁止之前（`DELETE /blocks/{blockId}`），原样重复只会得到相同的结果。',
    },
    example: {
      detail: 'a person may not be bound: a',
      more: { errors: [{ path: 'a', message: 'is blocked' }] },
    },
  },
  'bind-limit': {
    repeat: 'wait',
    en: {
      cause:
        'A or B was bound as often in this hour of the clock as the app allows (`bindsPerPersonPerHour`); `errors` names the field.',
      remedy: 'Repeat after `retryAfterSeconds`.',
    },
    zh: {
      title: '此人在本小时内绑定次数过多',
      cause:
        'A 或 B 在当前整点小时内的绑定次数已达应用的上限（`bindsPerPersonPerHour`）；`errors` 指出字段。',
      remedy: '请在 `retryAfterSeconds` 秒后重试。',
    },
    example: {
      detail: 'a person has as many binds in this hour as the app allows: a',
      more: {
        errors: [{ path: 'a', message: 'has as many binds in this hour as the app allows' }],
        retryAfterSeconds: 1260,
      },
    },
  },
  'binding-in-progress': {
    repeat: 'wait',
    en: {
      cause: 'Another request is making or changing this binding, or an older one may still be applied.',
      remedy: 'Repeat after `retryAfterSeconds`.',
    },
    zh: {
      title: '相同的绑定正在处理',
      cause: '另一个请求正在创建或修改该绑定，或较早的请求仍可能在平台生效。',
      remedy: '请在 `retryAfterSeconds` 秒后重试。',
    },
    hints: [
      {
        about: 'platformDown: queue',
        en: 'the binding is `pending` until the platform answers again.',
        zh: '平台恢复应答之前，该绑定处于 `pending` 状态。',
      },
    ],
    example: { detail: 'another request is at work on the binding', more: { retryAfterSeconds: 2 } },
  },
  'binding-ended': {
    repeat: 'never',
    en: { cause: 'The binding to be changed has ended, or is being ended.', remedy: 'Make a new one.' },
    zh: { title: '绑定已结束', cause: '要修改的绑定已结束或正在结束。', remedy: '请重新绑定。' },
    example: { detail: 'the binding has ended' },
  },
  'version-conflict': {
    repeat: 'change',
    en: {
      cause:
        'The binding is not the version that `If-Match` names, or was changed by somebody else at the same time. Of an import: it would make another difference than `ifDifference` names.',
      remedy: 'Read it again; of an import, make the dry run again.',
    },
    zh: {
      title: '数据已被修改',
      cause: '绑定的版本与 `If-Match` 不一致，或同时被其他请求修改。导入时：差异已与 `ifDifference` 不同。',
      remedy: '请重新读取绑定后再修改；导入时请重新试运行。',
    },
    example: { detail: 'the binding is not the version that If-Match names' },
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;
