using MudBlazor;

namespace CrossSell.Admin.Shell;

/// <summary>All colours of the studio, light and dark, in one place: given to MudBlazor's theme and, as custom properties, to the style sheets.</summary>
internal static class StudioTheme
{
    private static readonly (string Name, string Light, string Dark)[] Tokens =
    [
        ("background", "#F6F6F4", "#131315"),
        ("surface", "#FFFFFF", "#1B1B1E"),
        ("raised", "#FBFBFA", "#202024"),
        ("border", "#E3E2DD", "#2F2F35"),
        ("border-strong", "#CFCDC6", "#45454D"),
        // Edges of controls: 3:1 on every surface (WCAG 1.4.11).
        ("border-control", "#8E8B82", "#74747E"),
        ("text", "#1B1A18", "#EDEDEF"),
        ("muted", "#66645E", "#A3A3AC"),
        ("primary", "#4F46E5", "#9C95FF"),
        ("on-primary", "#FFFFFF", "#17162B"),
        ("primary-tint", "#EEEDFD", "#2A2850"),
        ("good", "#14713F", "#6FD39A"),
        ("good-tint", "#E5F4EB", "#173323"),
        ("warning", "#8A5A00", "#F0BE62"),
        ("warning-tint", "#FBF1DC", "#3A2C10"),
        ("error", "#B3261E", "#FF9A92"),
        ("error-tint", "#FBE9E7", "#431C19"),
        ("link-cross-sell", "#4F46E5", "#9C95FF"),
        ("link-accessory", "#0F766E", "#5DD0C4"),
        ("link-up-sell", "#B45309", "#F2A65A"),
        ("link-substitute", "#64748B", "#A8B3C4"),
        ("link-candidate", "#64748B", "#A8B3C4"),
        // LinkColors.Names: what a shop can give its link types; 4.5:1 as text on every surface.
        ("link-indigo", "#4F46E5", "#9C95FF"),
        ("link-blue", "#1D4ED8", "#8AB4FF"),
        ("link-teal", "#0F766E", "#5DD0C4"),
        ("link-green", "#14713F", "#6FD39A"),
        ("link-amber", "#A84B06", "#F2A65A"),
        ("link-rose", "#BE123C", "#FF93AD"),
        ("link-violet", "#7E22CE", "#CF9CFF"),
        ("link-slate", "#586880", "#A8B3C4"),
        ("shopper-button", "#1B1A18", "#EDEDEF"),
        ("on-shopper-button", "#FFFFFF", "#131315"),
    ];

    /// <summary>
    /// Custom properties <c>--cs-…</c> for both themes. Without a choice the system's preference holds, which studio.js writes to <c>data-theme</c> before the
    /// first paint.
    /// </summary>
    public static readonly string Css =
        ":root{color-scheme:light;" + Properties(token => token.Light) + "}"
        + "[data-theme=dark]{color-scheme:dark;" + Properties(token => token.Dark) + "}";

    public static readonly MudTheme Mud = new()
    {
        PaletteLight = Fill(new PaletteLight(), token => token.Light),
        PaletteDark = Fill(new PaletteDark(), token => token.Dark),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = ["Inter", "system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"],
                FontSize = "14px",
                LineHeight = "20px",
                LetterSpacing = "normal",
            },
            Button = new ButtonTypography { FontSize = "14px", FontWeight = "500", TextTransform = "none", LetterSpacing = "normal", LineHeight = "20px" },
        },
    };

    private static string Properties(Func<(string Name, string Light, string Dark), string> pick) =>
        string.Concat(Tokens.Select(token => $"--cs-{token.Name}:{pick(token)};"));

    private static T Fill<T>(T palette, Func<(string Name, string Light, string Dark), string> pick)
        where T : Palette
    {
        string Of(string name) => pick(Tokens.Single(token => token.Name == name));
        palette.Background = Of("background");
        palette.BackgroundGray = Of("raised");
        palette.Surface = Of("surface");
        palette.AppbarBackground = Of("surface");
        palette.AppbarText = Of("text");
        palette.DrawerBackground = Of("surface");
        palette.DrawerText = Of("text");
        palette.TextPrimary = Of("text");
        palette.TextSecondary = Of("muted");
        palette.TextDisabled = Of("muted");
        palette.ActionDefault = Of("muted");
        palette.ActionDisabled = Of("muted");
        palette.Primary = Of("primary");
        palette.PrimaryContrastText = Of("on-primary");
        palette.Secondary = Of("link-accessory");
        palette.Tertiary = Of("link-up-sell");
        palette.Success = Of("good");
        palette.SuccessContrastText = Of("surface");
        palette.Warning = Of("warning");
        palette.WarningContrastText = Of("surface");
        palette.Error = Of("error");
        palette.ErrorContrastText = Of("surface");
        palette.Info = Of("primary");
        palette.Dark = Of("text");
        palette.DarkContrastText = Of("surface");
        palette.LinesDefault = Of("border");
        palette.LinesInputs = Of("border-control");
        palette.TableLines = Of("border");
        palette.Divider = Of("border");
        return palette;
    }
}
