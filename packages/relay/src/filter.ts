export { toFilter, type Filter } from './lib/filter/to-filter.ts';
export { toFilterSubject, type FilteredRequest } from './lib/filter/to-filter-subject.ts';
export type { FilterSubject } from './lib/filter/subject.ts';
