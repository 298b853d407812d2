using System.Globalization;
using CrossSell.Admin.Shared.Kit;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Gallery;

/// <summary>Each control of the kit in each of its states, for those who build with it and for the tests. In Development only; its words are English.</summary>
public sealed partial class KitPage
{
    private static readonly string[] Words =
    [
        "Kit", "Selects", "Colour", "Nothing chosen", "Choose one", "In groups", "Long", "Disabled", "Invalid", "Refused", "Dates", "Day", "Within December",
        "Moment", "Period", "Others", "Open a dialog", "Primary", "Check", "Switch", "Pill", "A tooltip, also on focus", "Tooltip", "Progress",
    ];

    private static readonly Choice<int>[] Colours = [new(1, "Black"), new(2, "Blue"), new(3, "Green"), new(4, "Grey", IsDisabled: true), new(5, "White")];
    private static readonly Choice<string>[] Names = [new("anna", "Anna"), new("ben", "Ben")];
    private static readonly Choice<int>[] Grouped = [new(1, "Body", "Camera"), new(2, "Lens", "Camera"), new(3, "Boot", "Outdoor"), new(4, "Sock", "Outdoor")];
    private static readonly Choice<int>[] Many = [.. Enumerable.Range(1, 60).Select(number => new Choice<int>(number, $"Line {number}"))];
    private static readonly DateOnly First = new(2026, 12, 1);
    private static readonly DateOnly Last = new(2026, 12, 31);

    private int colour = 2;
    private string? none;
    private int grouped = 3;
    private DateOnly? day = new DateOnly(2026, 12, 3);
    private DateOnly? limited;
    private DateTime? moment = new DateTime(2026, 12, 3, 14, 5, 0, DateTimeKind.Unspecified);
    private string said = "";
    private int choices;
    private bool isOn = true;
    private bool isOpen;

    [Inject]
    private IWebHostEnvironment Environment { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool IsShown => Environment.IsDevelopment();

    private string Iso => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none";

    protected override void OnInitialized()
    {
        if (!IsShown)
        {
            Navigation.NotFound();
        }
    }

    private void ChooseColour(int chosen)
    {
        colour = chosen;
        said = $"{Colours.Single(one => one.Value == chosen).Text}, {++choices}";
    }
}
