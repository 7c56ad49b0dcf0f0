; Inno Setup 6: installs dist\chuangjian for one user, without administrator rights.
;   iscc packaging\windows\setup.iss
; Written with care; the installer has not been built and run by us yet.

#define Name "创建测评"
#define Version "0.1.0"

[Setup]
AppId={{8C2E3B52-6D0B-4E57-9B0C-5B3E6F1B7A41}
AppName={#Name}
AppVersion={#Version}
AppPublisher=chuangjian_desktop
DefaultDirName={localappdata}\Programs\chuangjian
DefaultGroupName={#Name}
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
OutputDir=..\..\dist
OutputBaseFilename=chuangjian-{#Version}-setup
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
UninstallDisplayIcon={app}\chuangjian.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
; Copy ChineseSimplified.isl of Inno Setup's own translations beside this file to have the installer in Chinese.
#if FileExists(AddBackslash(SourcePath) + "ChineseSimplified.isl")
Name: "zh"; MessagesFile: "ChineseSimplified.isl"
#endif

[InstallDelete]
; The program folder is emptied first; workspaces, settings and backups lie elsewhere and are never touched.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\chuangjian\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\chuangjian.exe"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\chuangjian.exe"; Tasks: desktopicon

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.cjdb"; ValueType: string; ValueData: "chuangjian.workspace"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\chuangjian.workspace"; ValueType: string; ValueData: "{#Name}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\chuangjian.workspace\shell\open\command"; ValueType: string; ValueData: """{app}\chuangjian.exe"" ""%1"""
Root: HKCU; Subkey: "Software\Classes\chuangjian.workspace\DefaultIcon"; ValueType: string; ValueData: "{app}\chuangjian.exe,0"
; Packages (task, return, correction, receipt): a double click shows what one is before anything is made or changed.
Root: HKCU; Subkey: "Software\Classes\.cjpkg"; ValueType: string; ValueData: "chuangjian.package"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\chuangjian.package"; ValueType: string; ValueData: "{#Name}交换文件"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\chuangjian.package\DefaultIcon"; ValueType: string; ValueData: "{app}\chuangjian.exe,0"
Root: HKCU; Subkey: "Software\Classes\chuangjian.package\shell\open\command"; ValueType: string; ValueData: """{app}\chuangjian.exe"" ""%1"""

[Run]
Filename: "{app}\chuangjian.exe"; Parameters: "self-check"; Flags: runhidden waituntilterminated
Filename: "{app}\chuangjian.exe"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
