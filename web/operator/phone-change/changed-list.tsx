import { momentText } from '../../kit/format/times.ts';
import { Badge, type Tone } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import type { Binding } from '../api.ts';
import { BindingPeople } from '../binding/binding-people.tsx';
import { StatusBadge } from '../lists/status-badge.tsx';
import { bindingWords } from '../texts/binding-words.ts';
import { type ConflictReason, conflictReason } from './conflict-reason.ts';
import type { Details } from './phone-details.ts';
import type { ChangedItem } from './phone-state.ts';
import { phoneTexts } from './texts.ts';

const TONES: Readonly<Record<ChangedItem['result'], Tone>> = {
  changed: 'good',
  changeable: 'plain',
  'not-changeable': 'warn',
  conflict: 'warn',
  failed: 'bad',
};

const SHORT_ID = 6;

type ListProps = Readonly<{
  items: readonly ChangedItem[];
  details: Details;
  /** The new number as it was typed. */
  to: string;
}>;

/** Each binding of the person: who is bound and until when, and what came of it or would. */
export const ChangedList = ({ items, details, to }: ListProps) => (
  <ul class="list" aria-label={phoneTexts.value.title}>
    {items.map((item) => (
      <li key={item.bindingId} class="entry">
        <div class="entry-text">
          <Name item={item} reference={details.get(item.bindingId)?.reference} />
          <Told binding={details.get(item.bindingId)} />
          <p class="small dim">
            {phoneTexts.value.role}{' '}
            {item.roles.map((role) => phoneTexts.value.roles[role]).join(kitTexts.value.comma)}
          </p>
          <Outcome item={item} reason={conflictReason(item, details.get(item.bindingId), to)} />
        </div>
      </li>
    ))}
  </ul>
);

const Name = ({ item, reference }: Readonly<{ item: ChangedItem; reference: string | undefined }>) => (
  <a href={hrefOf('bindings', item.bindingId)}>
    {item.app} · {item.mode} · {reference ?? `${item.bindingId.slice(0, SHORT_ID)}…`}
  </a>
);

const Told = ({ binding }: Readonly<{ binding: Binding | undefined }>) =>
  binding === undefined ? null : (
    <>
      <BindingPeople binding={binding} />
      <p class="row">
        <StatusBadge status={binding.status} /> <span class="small dim">{endText(binding)}</span>
      </p>
    </>
  );

const endText = ({ expiresAt }: Binding): string | undefined => {
  if (expiresAt === undefined) return undefined;
  return expiresAt === null
    ? bindingWords.value.never
    : phoneTexts.value.until(momentText(expiresAt, language.value));
};

const reasonText = (reason: ConflictReason): string =>
  Object.entries(phoneTexts.value.reasons).find(([known]) => known === reason)?.[1] ?? reason;

type OutcomeProps = Readonly<{ item: ChangedItem; reason: ConflictReason | undefined }>;

const Outcome = ({ item: { result, temporaryCalleeEnded }, reason }: OutcomeProps) => {
  const t = phoneTexts.value;
  return (
    <p class="row">
      <Badge tone={TONES[result]}>{t.results[result]}</Badge>{' '}
      <span class="small dim">{reason === undefined ? null : reasonText(reason)}</span>{' '}
      {temporaryCalleeEnded ? <span class="small">{t.calleeEnded}</span> : null}
    </p>
  );
};
