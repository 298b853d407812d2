using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using CrossSell.Core.Common;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Common;

/// <summary>Texts in the language that flows, from the resources as they were compiled.</summary>
public sealed class SpokenTextsTests
{
    [Theory]
    [InlineData("de", "a, b und c")]
    [InlineData("de-AT", "a, b und c")]
    [InlineData("nl", "a, b en c")]
    [InlineData("en", "a, b and c")]
    [InlineData("fr", "a, b and c")]
    [InlineData("", "a, b and c")]
    public void Text_IsInTheLanguageThatFlows_AndElseInEnglish(string language, string expected) =>
        Assert.Equal(expected, In(language, () => Texts.And("a", "b", "c")));

    [Fact]
    public void Text_ThatIsStored_IsEnglish_AndTheReaderGoesOnInTheirs() => In("de", () =>
    {
        Assert.Equal("a and b", Texts.InEnglish(() => Texts.And("a", "b")));
        Assert.Equal("a oder b", Texts.Or("a", "b"));
        return 0;
    });

    /// <summary>The satellite assemblies hold each translation of each resource file: none was dropped when they were compiled.</summary>
    [Theory]
    [InlineData("de")]
    [InlineData("nl")]
    public void Translation_InAResourceFile_IsWhatTheRoomSays(string language)
    {
        var (wrong, checkedCount) = (new List<string>(), 0);
        foreach (var owner in new[] { typeof(Texts).Assembly, typeof(CrossSell.Admin.Shared.Formats).Assembly }.SelectMany(assembly => assembly.GetTypes()))
        {
            if (owner.GetField("L", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is not Texts said)
            {
                continue;
            }

            var file = Path.Combine(Repository.Root, owner.Namespace!.Replace("CrossSell.Core", "CrossSell*Core", StringComparison.Ordinal)
                .Replace("CrossSell.Admin", "CrossSell*Admin", StringComparison.Ordinal).Replace('.', '/').Replace('*', '.'), $"{owner.Name}.{language}.resx");
            foreach (var data in XDocument.Load(file).Root!.Elements("data"))
            {
                var (key, value) = (data.Attribute("name")!.Value.TrimStart('~'), data.Element("value")!.Value);
                checkedCount++;
                if (In(language, () => said[key].Value) != value)
                {
                    wrong.Add($"{owner.Name}: {key}");
                }
            }
        }

        Assert.True(checkedCount > 3000, $"Only {checkedCount} translations were found.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(30)));
    }

    /// <summary>What is said to a reader of this language.</summary>
    internal static T In<T>(string language, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
