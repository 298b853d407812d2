using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossSell.Admin.Api;

/// <summary>Reads what a request brings: what cannot be read is answered with what is wrong with it and where, never with a stack of types.</summary>
internal static class ApiBody
{
    /// <summary>Most bytes of a batch.</summary>
    public const long MostBytes = 4 * 1024 * 1024;

    /// <summary>Stands beside JSON for routing alone.</summary>
    public const string AnyType = "*/*";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 16, ReadCommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false,
    };

    /// <summary>Says of an endpoint what it takes, and how much of it.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route)
        where T : notnull => route
        // With anything else it is still this address that is asked, and says so; the description leaves it out again.
        .Accepts<T>("application/json", AnyType)
        .WithMetadata(new MostOfBody())
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    /// <returns>The body, or what to answer instead.</returns>
    public static async Task<(T? Body, ProblemHttpResult? Problem)> ReadAsync<T>(HttpContext http)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
        {
            return (null, ApiProblems.Of(StatusCodes.Status415UnsupportedMediaType, "body.type", "Send JSON, with the header Content-Type: application/json."));
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Options, http.RequestAborted) is { } body
                ? (body, null)
                : (null, ApiProblems.Of(StatusCodes.Status400BadRequest, "body.empty", "The body is null; send an object."));
        }
        catch (JsonException wrong)
        {
            var line = (wrong.LineNumber ?? 0) + 1;
            return (null, ApiProblems.Of(
                StatusCodes.Status400BadRequest, "body.json",
                string.Create(CultureInfo.InvariantCulture, $"The body cannot be read as what this address takes, at {wrong.Path ?? "$"} (line {line}).")));
        }
        catch (BadHttpRequestException wrong)
        {
            return (null, wrong.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? ApiProblems.Of(
                    StatusCodes.Status413PayloadTooLarge, "body.size",
                    string.Create(CultureInfo.InvariantCulture, $"The body has more than {MostBytes} bytes. Send less at once."))
                : ApiProblems.Of(StatusCodes.Status400BadRequest, "body.broken", "The body ended before it was whole."));
        }
    }

    private sealed class MostOfBody : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MostBytes;
    }
}
