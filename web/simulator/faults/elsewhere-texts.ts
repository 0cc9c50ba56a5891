import { inLanguage } from '../../kit/state/language.ts';

const en = {
  unheard: {
    query:
      'Once or twice: it is asked again, and nobody sees it. Three times: our API answers 503 platform-unavailable. A question changes nothing.',
    change:
      'Once or twice: it is sent again, and nobody sees it. Three times: our API answers 503 platform-unavailable. The platform may have done it all the same, and verify=true tells.',
    unbind:
      'Once or twice: it is sent again, and nobody sees it. Three times: our API answers 503 platform-unavailable, keeps the binding as releasing, and ends it later by itself.',
    recording: 'The recording is not archived from this. It stays pending, and our API tries again later.',
    other:
      'No answer that our API can use. It tries again where that does no harm, and says 503 platform-unavailable where it stays so.',
  },
  refused: {
    query:
      'The platform refuses the question with this code. Our API says what belongs to the code: that the binding is gone, or a problem.',
    change:
      'The platform refuses with this code. Our API answers with the problem that belongs to it, and the binding stays as it was.',
    unbind:
      'The platform refuses with this code. Our API answers with the problem that belongs to it, and keeps the binding as releasing.',
    recording:
      'The platform refuses with this code. The recording is not archived, and our API tries again later.',
    other: 'The platform refuses with this code. Our API answers with the problem that belongs to it.',
  },
  slowBefore: 'Done only after the delay. Beyond 6 s our API has given up, and it is as a lost answer.',
};

const zh: typeof en = {
  unheard: {
    query:
      '一次或两次：重新查询，用户无感知。三次：我方 API 返回 503 platform-unavailable。查询不会改变任何数据。',
    change:
      '一次或两次：重新发送，用户无感知。三次：我方 API 返回 503 platform-unavailable。平台可能已经执行，可用 verify=true 查明。',
    unbind:
      '一次或两次：重新发送，用户无感知。三次：我方 API 返回 503 platform-unavailable，绑定保持 releasing，稍后自动解除。',
    recording: '此次不会归档录音，录音保持 pending，我方 API 稍后重试。',
    other: '我方 API 得不到可用的应答：可以安全重试时会重试，持续如此则返回 503 platform-unavailable。',
  },
  refused: {
    query: '平台以此码拒绝查询。我方 API 按该码处理：视为绑定已不存在，或返回对应的问题。',
    change: '平台以此码拒绝。我方 API 返回对应的问题，绑定保持不变。',
    unbind: '平台以此码拒绝。我方 API 返回对应的问题，绑定保持 releasing。',
    recording: '平台以此码拒绝。录音不会归档，我方 API 稍后重试。',
    other: '平台以此码拒绝。我方 API 返回对应的问题。',
  },
  slowBefore: '延迟后才执行。超过 6 秒我方已放弃，等同应答丢失。',
};

/** The difference that a fault makes to see where it strikes no bind. */
export const elsewhereTexts = inLanguage({ en, zh });
