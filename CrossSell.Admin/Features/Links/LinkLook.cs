namespace CrossSell.Admin.Features.Links;

/// <summary>How a link type is drawn: the value of <c>data-look</c>, to which the style sheets give colour and dashes.</summary>
public static class LinkLook
{
    public const string Candidate = "candidate";

    /// <summary>Types of the shop's own look alike: a plain line in the muted colour, told apart by their label.</summary>
    public static string Of(string typeCode) => typeCode switch
    {
        "cross-sell" or "up-sell" or "substitute" or "accessory" => typeCode,
        "fits" => "accessory",
        _ => "other",
    };
}
