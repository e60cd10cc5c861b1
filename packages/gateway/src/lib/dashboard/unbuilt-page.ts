/** What is shown where the dashboard was not built. */
export const unbuiltPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The dashboard is not built</title></head>
<body>
<h1>The dashboard is not built</h1>
<p>The gateway is at work: its door and its API answer. This page is built from the sources of the repository:</p>
<pre>npm run build</pre>
<p>Then start the gateway again. The package that npm installs has it built.</p>
</body>
</html>
`;
