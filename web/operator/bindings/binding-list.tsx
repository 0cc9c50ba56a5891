import { momentText } from '../../kit/format/times.ts';
import { Button } from '../../kit/parts/controls.tsx';
import { Empty, Note, Show } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import type { Binding } from '../api.ts';
import { BindingPeople } from '../binding/binding-people.tsx';
import { FailedApps } from '../lists/failed-apps.tsx';
import { StatusBadge } from '../lists/status-badge.tsx';
import { showProblem } from '../problem-note.tsx';
import { timelineTexts } from '../timeline/texts.ts';
import { listed, loadBindings, loadMoreBindings } from './bindings-state.ts';
import { bindingsTexts } from './texts.ts';

/** The list of bindings that the filter gave. */
export const BindingList = ({ chosen }: Readonly<{ chosen: string | undefined }>) => {
  const t = bindingsTexts.value;
  return (
    <Show loaded={listed.state.value} failed={showProblem} again={loadBindings}>
      {({ items, failed, unreadable, hasMore }) => (
        <div class="stack">
          <FailedApps failed={failed} again={loadBindings} />
          {unreadable.length === 0 ? null : (
            <Note tone="warn">{timelineTexts.value.unreadable(unreadable.length)}</Note>
          )}
          {items.length === 0 ? (
            <Empty>{hasMore ? t.noneYet : t.none}</Empty>
          ) : (
            <Lines bindings={items} chosen={chosen} />
          )}
          {hasMore ? (
            <Button disabled={listed.state.value.isLoading} onClick={loadMoreBindings}>
              {kitTexts.value.more}
            </Button>
          ) : null}
        </div>
      )}
    </Show>
  );
};

const Lines = ({
  bindings,
  chosen,
}: Readonly<{ bindings: readonly Binding[]; chosen: string | undefined }>) => (
  <ul class="list">
    {bindings.map((binding) => (
      <li key={binding.bindingId}>
        <BindingLine binding={binding} isChosen={binding.bindingId === chosen} />
      </li>
    ))}
  </ul>
);

const BindingLine = ({ binding, isChosen }: Readonly<{ binding: Binding; isChosen: boolean }>) => {
  const { bindingId, app, mode, status, createdAt, reference } = binding;
  return (
    <a class="list-link" href={hrefOf('bindings', bindingId)} aria-current={isChosen ? 'true' : undefined}>
      <BindingPeople binding={binding} />
      <span class="end">
        <StatusBadge status={status} />
      </span>
      <span class="small dim">{[`${app} · ${mode}`, reference].filter(Boolean).join(' · ')}</span>
      <span class="small dim end">{momentText(createdAt, language.value)}</span>
    </a>
  );
};
