import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Select, TextInput } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { filterNames, isRange, ranges, useEventsSearch, type EventsSearch } from './events-query.ts';
import { outcomes } from './words.tsx';

const typedMs = 300;

interface TypedProps {
  readonly ref?: Ref<HTMLInputElement>;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onValue: (value: string | undefined) => void;
  readonly className?: string;
}

/** A line of text that takes effect a moment after the last letter, or at once with Enter. */
function TypedInput({ ref, label, placeholder, value = '', onValue, className }: TypedProps): ReactNode {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);
  useEffect(() => {
    // The URL changed by another way: back, a link, the button that clears.
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (text: string): void => {
    clearTimeout(timer.current);
    sent.current = text.trim();
    onValue(sent.current === '' ? undefined : sent.current);
  };
  return (
    <TextInput
      ref={ref}
      className={className}
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => {
        const { value: text } = event.target;
        setTyped(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => send(text), typedMs);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') send(typed);
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}

type Change = ReturnType<typeof useEventsSearch>[1];

function RangeSelect({ search, change }: { search: EventsSearch; change: Change }): ReactNode {
  const isOwn = search.from !== undefined || search.to !== undefined;
  const value = isRange(search.range) ? search.range : isOwn ? 'own' : '';
  const options: [string, string][] = [
    ['', 'Any time'],
    ...Object.entries(ranges).map(([name, { text }]): [string, string] => [name, text]),
    ['own', 'From and to …'],
  ];
  const choose = (name: string): void => {
    if (name !== 'own') return change({ range: name, from: undefined, to: undefined });
    const to = Date.now();
    change({ range: undefined, from: String(to - 86_400_000), to: String(to) });
  };
  return (
    <Select
      aria-label="Time"
      value={value}
      options={options}
      onChange={(event) => choose(event.target.value)}
    />
  );
}

const toLocal = (text: string | undefined): string => {
  const at = new Date(Number(text));
  if (text === undefined || Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

function OwnRange({ search, change }: { search: EventsSearch; change: Change }): ReactNode {
  const input = (name: 'from' | 'to', label: string): ReactNode => (
    <label className="row">
      <span className="faint">{label}</span>
      <input
        type="datetime-local"
        className="input"
        value={toLocal(search[name])}
        onChange={({ target: { value } }) =>
          change({ range: undefined, [name]: value === '' ? undefined : String(new Date(value).getTime()) })
        }
      />
    </label>
  );
  return (
    <div className="filters-line">
      {input('from', 'From')}
      {input('to', 'To')}
    </div>
  );
}

interface Props {
  readonly searchRef: Ref<HTMLInputElement>;
  /** What is wrong with the text or the filter, by the gateway's word. */
  readonly filterError: string | undefined;
}

/** Which events are shown: all of it stands in the URL. */
export function FilterBar({ searchRef, filterError }: Props): ReactNode {
  const [search, change] = useEventsSearch();
  const providers = useQuery(queries.providers());
  const endpoints = useQuery(queries.endpoints());
  const [isFilterShown, setFilterShown] = useState(search.filter !== undefined);
  const used = new Set(endpoints.data?.items.map(({ provider }) => provider));
  const known = (providers.data?.items ?? []).filter(
    ({ name }) => used.has(name) || name === search.provider,
  );
  const isNarrowed = filterNames.some((name) => search[name] !== undefined);
  const isFilterOpen = isFilterShown || search.filter !== undefined;
  return (
    <div className="filters" role="search" aria-label="Events">
      <div className="filters-line">
        <div className="filters-search">
          <Icon name="search" />
          <TypedInput
            ref={searchRef}
            label="Search in bodies and headers"
            placeholder="Search in bodies and headers"
            value={search.q}
            onValue={(q) => change({ q }, { isStep: false })}
          />
          <Kbd keys="/" />
        </div>
        <Select
          aria-label="Outcome"
          value={search.outcome ?? ''}
          options={[
            ['', 'Any outcome'],
            ...Object.entries(outcomes).map(([name, { text }]) => [name, text] as const),
          ]}
          onChange={(event) => change({ outcome: event.target.value })}
        />
        <Select
          aria-label="Provider"
          value={search.provider ?? ''}
          options={[['', 'Any provider'], ...known.map(({ name, title }) => [name, title] as const)]}
          onChange={(event) => change({ provider: event.target.value })}
        />
        <TypedInput
          className="filters-type"
          label="Type, such as invoice.*"
          placeholder="Type, e.g. invoice.*"
          value={search.type}
          onValue={(type) => change({ type }, { isStep: false })}
        />
        <RangeSelect search={search} change={change} />
        <Button
          look="quiet"
          icon="filter"
          aria-expanded={isFilterOpen}
          onClick={() => {
            setFilterShown(!isFilterOpen);
            if (search.filter !== undefined) change({ filter: undefined });
          }}
        >
          Filter
        </Button>
        {isNarrowed ? (
          <Button
            look="quiet"
            icon="cross"
            onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
          >
            Clear
          </Button>
        ) : null}
      </div>
      {search.from !== undefined || search.to !== undefined ? (
        <OwnRange search={search} change={change} />
      ) : null}
      {isFilterOpen ? (
        <div className="stack-tight">
          <TypedInput
            className="mono"
            label="Filter"
            placeholder="type=invoice.* body.data.object.amount_due>=1000"
            value={search.filter}
            onValue={(filter) => change({ filter }, { isStep: false })}
          />
          <p className="field-help">
            Fields: type, method, path, query.x, headers.x, body.x. Operators: = != &gt; &gt;= &lt; &lt;=, and
            * in a value. All conditions hold.
          </p>
        </div>
      ) : null}
      {filterError === undefined ? null : (
        <p className="field-error" role="alert">
          <Icon name="warning" size={13} /> {filterError}
        </p>
      )}
    </div>
  );
}
