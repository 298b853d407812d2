using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Api;

/// <summary>Refusals as problem details (RFC 9457): a stable code, a sentence that says how to fix it, and the parameter it is about.</summary>
internal static class ApiProblems
{
    public static ProblemHttpResult Of(Refusal refusal) => Of(StatusOf(refusal), refusal);

    public static ProblemHttpResult Of(int status, Refusal refusal) => Of(status, refusal.Code, refusal.Message, refusal.Field);

    /// <summary>The status that a refusal of the core is answered with.</summary>
    public static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        Refusal.NotFoundCode => StatusCodes.Status404NotFound,
        Refusal.ForbiddenCode => StatusCodes.Status403Forbidden,
        Refusal.StaleCode => StatusCodes.Status409Conflict,
        _ when StorageTrouble.Is(refusal) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    public static ProblemHttpResult Of(int status, string code, string sentence, string? field = null)
    {
        var more = new Dictionary<string, object?> { ["code"] = code };
        if (field is not null)
        {
            more["field"] = field;
        }

        return TypedResults.Problem(sentence, statusCode: status, extensions: more);
    }
}
