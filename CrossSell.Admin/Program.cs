using System.Globalization;
using CrossSell.Admin.Commands;
using CrossSell.Admin.Hosting;

FilePrivacy.Begin();
// Pages speak the language of their person. Files, the API, jobs and this command line are English, whatever the machine speaks.
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
return await StudioCommand.RunAsync(args);
