import { inLanguage } from '../state/language.ts';

/** The meaning of a refusal and what to do about it, the same on both consoles. */
export const refusalTexts = inLanguage({
  en: {
    extension: {
      text: 'Nobody on this number has the extension that was dialled',
      advice: 'Give the caller the extension of a live binding of X; it may have ended meanwhile.',
    },
    'not-bound': {
      text: 'The caller was not bound to this number at that moment',
      advice: 'Look who had X then. Bind the caller again if they are to reach each other.',
    },
  },
  zh: {
    extension: {
      text: '所拨分机号在此号码上不存在',
      advice: '请把 X 上有效绑定的分机号告诉主叫；该绑定可能已经结束。',
    },
    'not-bound': {
      text: '当时主叫未与此号码绑定',
      advice: '查看当时谁在使用 X。如需继续联系，请重新绑定。',
    },
  },
});
