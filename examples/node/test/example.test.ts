import { describeExample } from '../../../test/examples/describe-example.ts';

describeExample({ folder: new URL('../', import.meta.url) });
