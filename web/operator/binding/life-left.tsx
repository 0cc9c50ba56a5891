import { useSignal } from '@preact/signals';
import { lengthText, momentText } from '../../kit/format/times.ts';
import { serviceTime } from '../../kit/state/clock.ts';
import { language } from '../../kit/state/language.ts';
import { useEvery } from '../../kit/state/repeat.ts';
import type { Binding } from '../api.ts';
import { detailTexts } from './texts.ts';

const EVERY_SECONDS = 5;

/** How long a binding still lives, and when it ends. */
export const LifeLeft = ({ binding: { status, expiresAt, queuedUntil } }: Readonly<{ binding: Binding }>) => {
  const t = detailTexts.value;
  const now = useSignal(serviceTime());
  useEvery(EVERY_SECONDS, () => {
    now.value = serviceTime();
  });
  if (status === 'pending' && queuedUntil !== undefined)
    return <p>{t.waits(momentText(queuedUntil, language.value))}</p>;
  if (status !== 'active' || expiresAt === undefined) return null;
  if (expiresAt === null) return <p>{t.endless}</p>;
  const seconds = Math.max(0, Math.round((Date.parse(expiresAt) - now.value) / 1000));
  return (
    <p>
      {t.left(lengthText(seconds, language.value))}{' '}
      <span class="dim">· {t.ends(momentText(expiresAt, language.value))}</span>
    </p>
  );
};
