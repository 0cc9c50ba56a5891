import { Button, TextField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { ReadAt } from '../../kit/parts/read-at.tsx';
import { Empty, Note, Show } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { useFirstFocus } from '../../kit/state/first-focus.ts';
import { useReading } from '../../kit/state/repeat.ts';
import { hrefOf, route } from '../../kit/state/route.ts';
import { BindingDetail } from '../binding/binding-detail.tsx';
import { bindingDeeds } from '../binding/seen-binding.ts';
import { CallDetail } from '../call/call-detail.tsx';
import { detailOf } from '../faults.ts';
import { MessageDetail } from '../message/message-detail.tsx';
import { showProblem } from '../problem-note.tsx';
import { timelineTexts } from '../timeline/texts.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { TimelineList } from '../timeline/timeline-list.tsx';
import type { Gathered } from './gather.ts';
import { LatestCalls } from './latest-calls.tsx';
import { found, search, searchAgain, searchFailed, searchOn, typed } from './search-state.ts';
import { searchTexts } from './texts.ts';

/** Search, and beside what it found the entry that was chosen. Before a search it shows the latest calls. */
export const SearchPage = () => {
  const t = searchTexts.value;
  const [, kind, id] = route.value;
  useReading(searchAgain, id !== undefined, bindingDeeds.value);
  useFirstFocus('input[name=sought]');
  const isSearching =
    found.state.value.isLoading ||
    found.state.value.value !== undefined ||
    found.state.value.error !== undefined;
  return (
    <>
      <h1>{t.title}</h1>
      <SearchField />
      <div class={id === undefined ? 'beside none-chosen' : 'beside one-chosen'}>
        <div class="beside-list stack">
          {isSearching ? <FoundList chosen={id} /> : <LatestCalls chosen={id} />}
        </div>
        <div class="beside-detail">
          {id === undefined ? (
            <Card>
              <Empty>{t.nothingChosen}</Empty>
            </Card>
          ) : (
            <div class="stack">
              <a class="back" href={hrefOf('search')}>
                ← {t.back}
              </a>
              <Opened key={id} kind={kind} id={id} />
            </div>
          )}
        </div>
      </div>
    </>
  );
};

const Opened = ({ kind, id }: Readonly<{ kind: string | undefined; id: string }>) => {
  switch (kind) {
    case 'call':
      return <CallDetail callId={id} searchFor={search} />;
    case 'binding':
      return <BindingDetail bindingId={id} />;
    case 'message':
      return <MessageDetail messageId={id} />;
    default:
      return null;
  }
};

const SearchField = () => {
  const t = searchTexts.value;
  const submit = (event: Event) => {
    event.preventDefault();
    search(typed.value);
    location.hash = hrefOf('search');
  };
  return (
    <search>
      <form class="search-line" onSubmit={submit}>
        <TextField
          label={t.what}
          name="sought"
          type="search"
          value={typed.value}
          onInput={(value) => {
            typed.value = value;
            if (value === '') search('');
          }}
        />
        <Button kind="main" type="submit">
          {t.find}
        </Button>
      </form>
    </search>
  );
};

const FoundList = ({ chosen }: Readonly<{ chosen: string | undefined }>) => (
  <Card>
    <ReadAt loaded={found.state.value} again={searchAgain} />
    <Show loaded={found.state.value} failed={showProblem} again={searchAgain}>
      {(all) => <FoundTimeline all={all} chosen={chosen} />}
    </Show>
  </Card>
);

const FoundTimeline = ({ all, chosen }: Readonly<{ all: Gathered; chosen: string | undefined }>) => {
  const t = searchTexts.value;
  const happenings = timelineOf(all);
  if (happenings.length === 0 && all.failed.length === 0) return <Empty>{t.nothing}</Empty>;
  return (
    <div class="stack">
      {happenings.length === 0 ? null : (
        <p class="dim" role="status">
          {t.found(happenings.length)} ·{' '}
          {t.foundAs(all.as.map((each) => t.as[each]).join(kitTexts.value.comma))}
        </p>
      )}
      {all.failed.length === 0 ? null : <FailedParts all={all} />}
      {all.unreadable.length === 0 ? null : (
        <Note tone="warn">{timelineTexts.value.unreadable(all.unreadable.length)}</Note>
      )}
      <TimelineList happenings={happenings} chosen={chosen} />
      {all.rest.length === 0 ? null : <LeftOut all={all} />}
    </div>
  );
};

/** The lists that could not be had, each once with the reason, and the way to ask for them again. */
const FailedParts = ({ all }: Readonly<{ all: Gathered }>) => {
  const t = searchTexts.value;
  const parts = new Set(
    all.failed.map(({ query, error }) => `${t.parts[query.what]}${kitTexts.value.colon}${detailOf(error)}`),
  );
  return (
    <Note tone="warn" title={t.inPart}>
      <ul>
        {[...parts].map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      <Button small disabled={found.state.value.isLoading} onClick={() => searchFailed(all)}>
        {kitTexts.value.retry}
      </Button>
    </Note>
  );
};

/** How much was looked at, and the way to the rest. */
const LeftOut = ({ all }: Readonly<{ all: Gathered }>) => {
  const t = searchTexts.value;
  return (
    <Note>
      <p>
        {all.rest.some(({ what }) => what === 'bindings') && all.looked > 0 ? `${t.looked(all.looked)} ` : ''}
        {timelineTexts.value.more}
      </p>
      <Button small disabled={found.state.value.isLoading} onClick={() => searchOn(all)}>
        {t.further}
      </Button>
    </Note>
  );
};
