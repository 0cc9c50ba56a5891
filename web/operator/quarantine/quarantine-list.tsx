import { momentText } from '../../kit/format/times.ts';
import { Button } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Empty, Show } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { pushesTexts } from '../journal/push-texts.ts';
import { quarantineTexts } from '../journal/quarantine-texts.ts';
import { showProblem } from '../problem-note.tsx';
import { loadQuarantine, type Quarantined, quarantine } from './quarantine-state.ts';
import { reasonText } from './reason-text.ts';

type ListProps = Readonly<{ hrefOfItem: (itemId: string) => string }>;

/** The items in quarantine, and why each lies there. */
export const QuarantineList = ({ hrefOfItem }: ListProps) => {
  const t = quarantineTexts.value;
  const { state } = quarantine;
  return (
    <Card title={t.title}>
      <Show loaded={state.value} failed={showProblem} again={() => loadQuarantine()}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty>{t.empty}</Empty>
          ) : (
            <div class="stack">
              <p class="small dim">{t.about}</p>
              <ul class="list">
                {items.map((item) => (
                  <Line key={item.itemId} item={item} href={hrefOfItem(item.itemId)} />
                ))}
              </ul>
              {nextCursor === null ? null : (
                <Button disabled={state.value.isLoading} onClick={() => loadQuarantine(nextCursor)}>
                  {kitTexts.value.more}
                </Button>
              )}
            </div>
          )
        }
      </Show>
    </Card>
  );
};

const Line = ({ item, href }: Readonly<{ item: Quarantined; href: string }>) => (
  <li>
    <a class="list-link" href={href}>
      <span>{reasonText(item.reason)}</span>
      <span class="small dim end">{item.app}</span>
      <span class="small dim">{pushesTexts.value.kinds[item.kind]}</span>
      <span class="small dim end">{momentText(item.receivedAt, language.value)}</span>
    </a>
  </li>
);
