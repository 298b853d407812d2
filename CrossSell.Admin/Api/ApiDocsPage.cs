using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossSell.Admin.Api;

/// <summary>
/// <c>/docs</c>: the description of the API as a page to read, written from the same document that machines read, so that both always say the same. Open to
/// anybody, in English like the API itself; nothing of it runs in the browser.
/// </summary>
internal sealed class ApiDocsPage
{
    public const string Path = "/docs";

    private const string WebhookExample =
        """{"id":71,"test":false,"channel":"camera","topics":["panels","products"],"state":4182,"at":"2026-11-27T09:12:00+00:00"}""";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder html = new();
    private readonly OpenApiDocument document;
    private readonly string origin;

    private ApiDocsPage(OpenApiDocument document, string origin) => (this.document, this.origin) = (document, origin);

    public static void Map(WebApplication app) => app.MapGet(Path, GetAsync).AllowAnonymous();

    private static async Task<ContentHttpResult> GetAsync(HttpContext http, Hosting.FrontDoor door)
    {
        var provider = http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDocument.Name);
        var page = new ApiDocsPage(await provider.GetOpenApiDocumentAsync(http.RequestAborted), door.OriginFor(http.Request));
        http.Response.Headers.CacheControl = "private, max-age=60";
        return TypedResults.Content(page.Write(), "text/html; charset=utf-8");
    }

    private string Write()
    {
        var operations = document.Paths.SelectMany(path => (path.Value.Operations ?? []).Select(operation => new Operation(
            path.Key, operation.Key.Method, operation.Value))).ToList();
        html.Append(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>CrossSell delivery API</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/docs.css">
            </head>
            <body>
            <a class="skip" href="#main">Skip to the text</a>
            <nav aria-label="Contents"><p class="brand"><a href="/">CrossSell</a></p>
            <ul><li><a href="#start">Getting started</a></li><li><a href="#keys">Keys</a></li><li><a href="#sending">Sending</a></li>
            <li><a href="#errors">Errors and limits</a></li><li><a href="#webhooks">Webhooks</a></li></ul>
            """);
        foreach (var (tag, _) in ApiDocument.Tags)
        {
            Add($"<h2>{Said(tag)}</h2><ul>");
            foreach (var operation in operations.Where(item => item.Is(tag)))
            {
                Add($"<li><a href=\"#{Said(operation.Id)}\">{Badge(operation.Method)} {Said(operation.Short)}</a></li>");
            }

            Add($"</ul>");
        }

        Add($"<h2>Objects</h2><ul>");
        foreach (var name in Objects.Keys)
        {
            Add($"<li><a href=\"#object-{Said(name)}\">{Said(name)}</a></li>");
        }

        Add($"</ul></nav><main id=\"main\"><h1>CrossSell delivery API</h1><p>{Said(document.Info.Description)}</p>");
        Add($"<p>For machines: <a href=\"{ApiDocument.Path}\">{ApiDocument.Path}</a> (OpenAPI {Said(document.Info.Version)}).</p>");
        Introduction();
        foreach (var (tag, description) in ApiDocument.Tags)
        {
            Add($"<section><h2>{Said(tag)}</h2><p>{Said(description)}</p>");
            operations.Where(item => item.Is(tag)).ToList().ForEach(Tell);
            Add($"</section>");
        }

        Add($"<section><h2>Objects</h2>");
        foreach (var (name, schema) in Objects)
        {
            Add($"<article id=\"object-{Said(name)}\"><h3>{Said(name)}</h3>");
            Fields(schema);
            Add($"</article>");
        }

        Add($"</section></main></body></html>");
        return html.ToString();
    }

    private SortedDictionary<string, IOpenApiSchema> Objects => new(
        (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()).Where(schema => schema.Value.Properties?.Count > 0)
            .ToDictionary(schema => schema.Key, schema => schema.Value), StringComparer.Ordinal);

    private void Introduction()
    {
        var curl = $"curl {origin}/api/v1/products/CAM-D7-BODY/panel -H \"Authorization: Bearer $KEY\"";
        Add($"""
            <section id="start"><h2>Getting started</h2>
            <p>Create a key under Settings, API keys, or with <code>apikeys create</code>, and ask for the panel of a product:</p>
            <pre tabindex="0"><code>{Said(curl)}</code></pre>
            <p>Draw what comes. When a product goes into the cart from there, keep <code>attribution</code> with the cart's line, and send it with the
            order.</p></section>
            <section id="keys"><h2>Keys</h2>
            <p>Each request names its key: <code>Authorization: Bearer …</code>. A <b>publishable</b> key may stand in a page: it asks for panels and
            sends events of one shop. A <b>secret</b> key stays on your server and does what its scopes allow: {Said(string.Join(", ",
            ApiScope.Words))}. A key is shown once, stored as a hash, and refused from the moment it is revoked.</p></section>
            <section id="sending"><h2>Sending</h2>
            <p>Everything that is sent may be sent again: events by their id, orders by their number, products and listings by their SKU. When no answer
            came, send the same again. <code>validateOnly</code> says what would happen, and stores nothing. Rows that are wrong are listed under
            <code>refused</code>, by their place in the batch, and the rest is accepted; SKUs that nobody knows are listed under <code>unknownIds</code>
            and are no error. Price and stock carry as of when they are so (<code>asOf</code>): an older report takes nothing back, and a shop may hide
            what was last reported too long ago, so report what is as it was, too. Amounts are decimals in text, with their currency; instants carry
            an offset.</p></section>
            <section id="errors"><h2>Errors and limits</h2>
            <p>Errors are problem details (RFC 9457, <code>application/problem+json</code>): <code>code</code> is stable, <code>detail</code> says what
            to correct, <code>field</code> names what it is about.</p>
            <p>Requests are counted by key and by address, each within windows of a minute; a batch of panels counts as as many as it holds. Each answer says
            in <code>RateLimit-Policy</code> how many a window has (<code>q</code>, <code>w</code> in seconds) and in <code>RateLimit</code> how many
            are left (<code>r</code>) until it begins again (<code>t</code> seconds); one that a cache gives has them as of its <code>Age</code>. Too many are
            answered with 429; <code>Retry-After</code> says in how many seconds to come again.</p>
            <p>What a key gets that is bound to some origins is kept by the shopper's browser alone, never by a shared cache.</p></section>
            <section id="webhooks"><h2>Webhooks</h2>
            <p>Add an address under Settings, Webhooks, and it is told some seconds after something changed, what one gesture or import writes
            together:</p>
            <pre tabindex="0"><code>{Said(WebhookExample)}</code></pre>
            <p><code>topics</code> names what to ask for again: panels, links, bundles or products; <code>state</code> only grows. Answer with 2xx
            within 10 seconds. What fails is tried again for a day, after ever longer waits, and may come twice: the same <code>id</code> is the same
            message. The header <code>CrossSell-Signature: t=1795770720,v1=…</code> holds the seconds since 1970 and the HMAC-SHA256, in hexadecimal,
            of <code>t</code>, a point and the body, under the secret that was shown once; refuse what is older than five minutes. Offers that begin
            or end by their schedule are no change: panels say themselves how long they may be kept.</p></section>
            """);
    }

    private void Tell(Operation operation)
    {
        Add($"<article id=\"{Said(operation.Id)}\"><h3>{Said(operation.Of.Summary)}</h3>");
        Add($"<p class=\"address\">{Badge(operation.Method)} <code>{Said(operation.Path)}</code></p>");
        Add($"<p>{Said(operation.Of.Description)}</p>");
        if (operation.Of.Parameters is { Count: > 0 } parameters)
        {
            Add($"<h4>Parameters</h4><table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Type</th><th scope=\"col\">What</th></tr></thead><tbody>");
            foreach (var parameter in parameters)
            {
                Add($"<tr><th scope=\"row\"><code>{Said(parameter.Name)}</code></th><td>{TypeOf(parameter.Schema)}</td>");
                Add($"<td>{(parameter.Required ? "<b>Needed.</b> " : "")}{Said(parameter.Description)}</td></tr>");
            }

            Add($"</tbody></table>");
        }

        if (operation.Of.RequestBody?.Content?.FirstOrDefault().Value is { } body)
        {
            Add($"<h4>Body</h4><p>{TypeOf(body.Schema)}</p>");
            Example(body.Example);
        }

        Add($"<h4>Answers</h4><table><thead><tr><th scope=\"col\">Status</th><th scope=\"col\">Content</th><th scope=\"col\">When</th></tr></thead><tbody>");
        foreach (var (status, answer) in operation.Of.Responses ?? [])
        {
            var contents = string.Join("<br>", (answer.Content ?? new Dictionary<string, OpenApiMediaType>())
                .Select(content => $"{TypeOf(content.Value.Schema)} <small>{Said(content.Key)}</small>"));
            Add($"<tr><th scope=\"row\">{Said(status)}</th><td>{contents}</td><td>{Said(answer.Description)}</td></tr>");
        }

        Add($"</tbody></table>");
        if (operation.Of.Responses?.TryGetValue("200", out var done) == true)
        {
            Example(done.Content?.Values.Select(content => content.Example).FirstOrDefault(example => example is not null));
        }

        Add($"</article>");
    }

    private void Fields(IOpenApiSchema schema)
    {
        Add($"<p>{Said(schema.Description)}</p>");
        Add($"<table><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Type</th><th scope=\"col\">What</th></tr></thead><tbody>");
        foreach (var (name, field) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var always = schema.Required?.Contains(name) == true ? "" : " <small>may be absent</small>";
            Add($"<tr><th scope=\"row\"><code>{Said(name)}</code></th><td>{TypeOf(field)}{always}</td><td>{Said(field.Description)}</td></tr>");
        }

        Add($"</tbody></table>");
    }

    private void Example(JsonNode? example)
    {
        if (example is not null)
        {
            Add($"<pre tabindex=\"0\"><code>{Said(example.ToJsonString(Indented))}</code></pre>");
        }
    }

    private static string TypeOf(IOpenApiSchema? schema) => schema switch
    {
        null => "",
        OpenApiSchemaReference { Reference.Id: { } id } => $"<a href=\"#object-{Said(id)}\">{Said(id)}</a>",
        { Items: { } items } => $"list of {TypeOf(items)}",
        { AdditionalProperties: { } values } => $"values by name, {TypeOf(values)}",
        { Enum: { Count: > 0 } words } => string.Join(" | ", words.Select(word => $"<code>{Said(word?.ToString())}</code>")),
        { Type: { } type } => Said((type & ~JsonSchemaType.Null).ToString().ToLowerInvariant())
            + (schema.Format is { } format ? $" <small>{Said(format)}</small>" : ""),
        _ => "",
    };

    private static string Badge(string method) => $"<span class=\"method {method.ToLowerInvariant()}\">{Said(method)}</span>";

    private static string Said(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    private void Add(FormattableString text) => html.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private sealed record Operation(string Path, string Method, OpenApiOperation Of)
    {
        public string Id => Of.OperationId ?? "";

        public string Short => Path.Replace("/api/v1", "", StringComparison.Ordinal);

        public bool Is(string tag) => Of.Tags?.Any(item => item.Name == tag) == true;
    }
}
