using CrossSell.Admin.Commands;
using CrossSell.Admin.Hosting;

FilePrivacy.Begin();
return await StudioCommand.RunAsync(args);
