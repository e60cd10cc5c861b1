import { child, isTrue, nameOf, type Node } from '../../ast/node.ts';
import type { SourceFile } from '../../ast/source-file.ts';
import { nextRoutesOf } from '../next-routes.ts';
import type { ProjectRule } from '../project-rule.ts';

export const nextTrailingSlash: ProjectRule = {
  name: 'next-trailing-slash',
  summary:
    "Next does not redirect the provider from the webhook's URL to the same URL with a slash at its end.",
  messages: {
    redirect: {
      message:
        'trailingSlash redirects the provider from {{path}} to {{path}}/ by 308, and providers follow no redirect.',
      remedy:
        'Add skipTrailingSlashRedirect: true below this line; or give the provider the URL with the slash.',
    },
  },
  *check(project) {
    const [route] = nextRoutesOf(project);
    if (!route) return;
    for (const source of project.sources) {
      if (!/^next\.config\.[cm]?[jt]s$/.test(source.filename)) continue;
      const setting = findTrue(source, 'trailingSlash');
      if (!setting || findTrue(source, 'skipTrailingSlashRedirect')) continue;
      yield { source, node: setting, message: 'redirect', data: { path: route.path } };
    }
  },
};

function findTrue({ nodes }: SourceFile, name: string): Node | undefined {
  return nodes.find(
    (node) => node.type === 'Property' && nameOf(child(node, 'key')) === name && isTrue(child(node, 'value')),
  );
}
