import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { momentText } from '../../kit/format/times.ts';
import { Copy } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { OpenedHeading } from '../../kit/parts/opened-heading.tsx';
import { Note, Show } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { useLoader } from '../../kit/state/use-loader.ts';
import { ask } from '../api.ts';
import { pushesTexts } from '../journal/push-texts.ts';
import { quarantineTexts } from '../journal/quarantine-texts.ts';
import { Opened } from '../opened.tsx';
import { pathOf } from '../paths.ts';
import { showProblem } from '../problem-note.tsx';
import { texts } from '../texts/texts.ts';
import { ItemDeeds } from './item-deeds.tsx';
import { itemLeft, type QuarantinedItem } from './quarantine-state.ts';
import { reasonText } from './reason-text.ts';
import { SentFields } from './sent-fields.tsx';

type ItemProps = Readonly<{ itemId: string; back: string }>;

/** One item of the quarantine: why it is there, its fields without their values, and what can be done. */
export const QuarantineItem = ({ itemId, back }: ItemProps) => (
  <Opened id={itemId}>
    <OpenedItem key={itemId} itemId={itemId} back={back} />
  </Opened>
);

const OpenedItem = ({ itemId, back }: ItemProps) => {
  const t = quarantineTexts.value;
  const loader = useLoader<QuarantinedItem>();
  const hasLeft = useSignal(false);
  const load = () =>
    void loader.load((signal) =>
      ask<QuarantinedItem>('GET', pathOf('operations', 'quarantine', itemId), { signal }),
    );
  useEffect(load, [itemId]);
  const left = () => {
    hasLeft.value = true;
    itemLeft(itemId);
  };
  return (
    <div class="stack">
      <p>
        <a href={back}>← {t.back}</a>
      </p>
      <h1>{t.item}</h1>
      <Show loaded={loader.state.value} failed={showProblem} again={load}>
        {(item) => (
          <div class="stack">
            <Card>
              <OpenedHeading>{reasonText(item.reason)}</OpenedHeading>
              {hasLeft.value ? <Note tone="good">{t.left}</Note> : null}
              <ItemFacts item={item} />
            </Card>
            <ItemDeeds itemId={itemId} hasLeft={hasLeft.value} left={left} />
            <SentFields sent={item.sent} />
          </div>
        )}
      </Show>
    </div>
  );
};

const ItemFacts = ({ item }: Readonly<{ item: QuarantinedItem }>) => {
  const { facts } = quarantineTexts.value;
  const { ids } = texts.value;
  return (
    <Facts
      facts={[
        [facts.app, item.app],
        [facts.kind, pushesTexts.value.kinds[item.kind]],
        [facts.route, <code key="route">/webhooks/{item.route}</code>],
        [facts.receivedAt, momentText(item.receivedAt, language.value)],
        [facts.itemId, <Copy key="item" id value={item.itemId} what={ids.item} />],
        [facts.journalId, <Copy key="journal" id value={item.journalId} what={ids.journal} />],
      ]}
    />
  );
};
