using CrossSell.Core.Sources;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>What a person writes of an address. The secret that is stored comes into no form: one that is left blank stays.</summary>
public sealed class SourceForm
{
    public int? Id { get; init; }

    public int Version { get; init; }

    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    public int? ChannelId { get; set; }

    public SourceSchedule Schedule { get; set; } = SourceSchedule.Daily;

    public int AtHour { get; set; } = 4;

    public SourceSignIn SignIn { get; set; }

    public string SignInName { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>One is stored, and shown to nobody.</summary>
    public bool HasSecret { get; init; }

    public static SourceForm Of(ImportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new()
        {
            Id = source.Id, Version = source.Version, Name = source.Name, Address = source.Address, ChannelId = source.ChannelId, Schedule = source.Schedule,
            AtHour = source.AtHour, SignIn = source.SignIn, SignInName = source.SignInName ?? "", HasSecret = source.Secret is not null,
        };
    }

    public SourceEdit ToEdit() => new(
        Id, Version, Name, Address, ChannelId, Schedule, AtHour, SignIn, SignIn == SourceSignIn.None ? null : SignInName, Secret.Length == 0 ? null : Secret);

    public static string Words(SourceSchedule schedule) => schedule switch
    {
        SourceSchedule.Hourly => L["every hour"],
        SourceSchedule.SixHourly => L["every six hours"],
        _ => L["every day"],
    };

    public static string Words(SourceSignIn signIn) => signIn switch
    {
        SourceSignIn.Basic => L["User name and password"],
        SourceSignIn.Header => L["A header, such as an API key"],
        _ => L["None"],
    };
}
