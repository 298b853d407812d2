using System.Text.Json;
using System.Text.Json.Serialization;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CrossSell.Admin.Api;

/// <summary>A finished panel as an answer, with what caches are told of it: the panel, or that it is the one which the asker has.</summary>
/// <param name="key">That it was asked for with.</param>
/// <param name="ofVisitor">Whether the question named a visitor.</param>
internal sealed class PanelReply(FinishedPanel panel, ApiKey key, FrontDoor door, bool ofVisitor) : IResult
{
    private static readonly StringValues AnyOrigin = "*";

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, panel, key, door, ofVisitor);

    /// <summary>Writes an answer of the API down: the same bytes for the same answer, origin and kind of key.</summary>
    public static FinishedPanel Make(PanelAnswer answer, string origin, bool isExplained, bool isPublic) => new(
        JsonSerializer.SerializeToUtf8Bytes(PanelJson.Of(answer, origin, isExplained, isPublic), PanelJsonContext.Default.PanelJson),
        $"\"{answer.Panel.Version}{(isExplained ? "-x" : isPublic ? "-p" : "")}{(answer.Arm is { } arm ? "-" + arm : "")}\"")
    {
        Channel = answer.Channel.Code,
        IsEmpty = answer.Panel.Companions.Count == 0,
    };

    /// <inheritdoc cref="PanelReply"/>
    public static Task WriteAsync(HttpContext http, FinishedPanel panel, ApiKey key, FrontDoor door, bool ofVisitor)
    {
        var (response, headers) = (http.Response, http.Response.Headers);
        headers.ETag = panel.Tag;
        ApiCaching.Panel.Say(http, key, door, ofVisitor: ofVisitor);
        // Also for who names no origin: a shared cache gives the answer to browsers, which look for it.
        headers.AccessControlAllowOrigin = AnyOrigin;
        if (IsKnown(http.Request, panel.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentType = "application/json; charset=utf-8";
        headers.ContentLength = panel.Body.Length;
        var written = response.BodyWriter.WriteAsync(panel.Body, CancellationToken.None);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    // Compared weakly (RFC 9110, 13.1.2): a proxy that packs an answer makes its tag a weak one.
    private static bool IsKnown(HttpRequest request, string tag)
    {
        var asked = request.Headers.IfNoneMatch;
        if (asked.Count == 0)
        {
            return false;
        }

        if (asked.Count == 1 && asked[0] == tag)
        {
            return true;
        }

        var own = new EntityTagHeaderValue(tag);
        return request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(own, useStrongComparison: false));
    }
}

/// <summary>Writes panels down as <see cref="PanelEndpoints.Json"/> does, by code that is made when it is compiled: half the time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PanelJson))]
internal sealed partial class PanelJsonContext : JsonSerializerContext;
