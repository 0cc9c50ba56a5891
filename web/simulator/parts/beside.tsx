import type { ComponentChildren } from 'preact';
import { Card } from '../../kit/parts/data.tsx';
import { Empty } from '../../kit/parts/states.tsx';
import { hrefOf } from '../../kit/state/route.ts';
import { texts } from '../texts/texts.ts';

type BesideProps = Readonly<{
  /** The page, to which one goes back from an entry on a phone. */
  path: string;
  isChosen: boolean;
  list: ComponentChildren;
  children: ComponentChildren;
}>;

/** A list, and beside it the entry that was chosen in it; on a phone one of both. */
export const Beside = ({ path, isChosen, list, children }: BesideProps) => (
  <div class={isChosen ? 'beside one-chosen' : 'beside none-chosen'}>
    <div class="beside-list stack">{list}</div>
    <div class="beside-detail">
      {isChosen ? (
        <div class="stack">
          <a class="back" href={hrefOf(path)}>
            ← {texts.value.back}
          </a>
          {children}
        </div>
      ) : (
        <Card>
          <Empty>{texts.value.nothingChosen}</Empty>
        </Card>
      )}
    </div>
  </div>
);
